package dev.tocsin.logs.action.metric;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tocsin.logs.action.RuleText;
import dev.tocsin.logs.action.count.Counting;
import dev.tocsin.logs.action.count.Kind;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Op;
import dev.tocsin.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * What a log metric counts.
 *
 * @param description why it exists
 * @param valid lines that count; all lines of the project without it
 * @param good those that are good
 * @param bad those that are bad, instead of {@code good}
 * @param field a number that valid lines must have; good ones are at most {@code atMost}
 * @param atMost the largest good value of {@code field}
 * @param groupBy one SLI per value of this field
 * @param groupLimit most SLIs; further values are counted as {@code (other)}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogMetric(
    @Nullable String description,
    @Nullable String valid,
    @Nullable String good,
    @Nullable String bad,
    @Nullable String field,
    @Nullable Double atMost,
    @Nullable String groupBy,
    @Nullable Integer groupLimit) {

  /** Most groups unless the definition says otherwise. */
  static final int GROUPS = 20;

  /** Most groups at all. */
  static final int MAX_GROUPS = 100;

  private static final int MAX_DESCRIPTION = 1_000;

  /** The counting that this describes; what is wrong with it is noted in {@code errors}. */
  public Counting counting(FieldErrors errors, long rule, int version, long project) {
    errors.require(
        "description",
        description == null || description.length() <= MAX_DESCRIPTION,
        "have at most " + MAX_DESCRIPTION + " characters");
    errors.require("good", good == null || bad == null, "be left out where bad is given");
    errors.require(
        "good",
        good != null || bad != null || field != null,
        "be given, or bad, or field with atMost");
    errors.require("atMost", (field == null) == (atMost == null), "come together with field");
    errors.require(
        "atMost", atMost == null || Double.isFinite(atMost), "be a number, in the field's unit");
    int limit = groupLimit == null ? GROUPS : groupLimit;
    errors.range("groupLimit", limit, 1, MAX_GROUPS);
    Expr counts = RuleText.condition(errors, "valid", valid);
    Expr fine =
        bad == null
            ? RuleText.condition(errors, "good", good)
            : new Expr.Not(RuleText.condition(errors, "bad", bad));
    Field measured = RuleText.field(errors, "field", field);
    if (measured != null && atMost != null) {
      // A line without a number is neither good nor bad.
      Expr under = new Expr.Number(measured, Op.LE, atMost);
      counts =
          Expr.and(
              counts, Expr.or(java.util.List.of(under, new Expr.Number(measured, Op.GT, atMost))));
      fine = Expr.and(fine, under);
    }
    return new Counting(
        Kind.METRIC,
        rule,
        version,
        project,
        counts,
        fine,
        RuleText.field(errors, "groupBy", groupBy),
        limit);
  }

  /** Whether both count the same. */
  boolean countsLike(LogMetric other) {
    return withoutDescription().equals(other.withoutDescription());
  }

  private LogMetric withoutDescription() {
    return new LogMetric(null, valid, good, bad, field, atMost, groupBy, groupLimit);
  }
}
