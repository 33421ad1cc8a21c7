package dev.tocsin.logs.action.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.events.Severity;
import dev.tocsin.logs.action.RuleText;
import dev.tocsin.logs.action.count.Counting;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.problem.FieldErrors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a log alert rings.
 *
 * @param name for people, 1 to 100 characters
 * @param description why, and what to do; becomes part of the alert
 * @param kind what is compared with what
 * @param filter lines that count, in the query language
 * @param service the service of the alert; for {@code new-pattern} also the only one looked at
 * @param severity of the alert; {@code error} by default
 * @param windowSeconds length of the window, 10 to 86,400
 * @param count threshold: rings from so many lines on; absence: rings below so many
 * @param groupBy one alert per value of this field
 * @param groupLimit most groups, 1 to 100; further values count together
 * @param against rate-change: the same window a {@code day} or a {@code week} earlier
 * @param factor rate-change: above 1 rings from so many times the earlier count on, below 1 rings
 *     when it falls to that share of it
 * @param minCount rate-change: fewest lines in the larger of both windows
 * @param newAfterDays new-pattern: days that a pattern was not seen, 1 to 30
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogAlert(
    @Nullable String name,
    @Nullable String description,
    @Nullable Type kind,
    @Nullable String filter,
    @Nullable String service,
    @Nullable Severity severity,
    @Nullable Integer windowSeconds,
    @Nullable Long count,
    @Nullable String groupBy,
    @Nullable Integer groupLimit,
    @Nullable Against against,
    @Nullable Double factor,
    @Nullable Long minCount,
    @Nullable Integer newAfterDays) {

  private static final int DEFAULT_WINDOW = 300;
  private static final int GROUPS = 20;
  private static final int MAX_GROUPS = 100;
  private static final long MIN_COUNT = 10;
  private static final int NEW_AFTER = 7;

  /** What is compared with what. */
  public enum Type {
    /** At least so many lines. */
    @JsonProperty("threshold")
    THRESHOLD,
    /** Fewer lines than expected. */
    @JsonProperty("absence")
    ABSENCE,
    /** Many more, or far fewer, than a day or a week earlier. */
    @JsonProperty("rate-change")
    RATE_CHANGE,
    /** An error message of a shape that was not seen for days. */
    @JsonProperty("new-pattern")
    NEW_PATTERN
  }

  /** The earlier window. */
  public enum Against {
    /** The same time yesterday. */
    @JsonProperty("day")
    DAY(Duration.ofDays(1)),
    /** The same time a week ago. */
    @JsonProperty("week")
    WEEK(Duration.ofDays(7));

    private final Duration back;

    Against(Duration back) {
      this.back = back;
    }

    /** How much earlier. */
    public Duration back() {
      return back;
    }
  }

  /** The name. */
  public String title() {
    return name == null ? "log alert" : name;
  }

  /** What is compared; only of a checked definition. */
  public Type type() {
    return kind == null ? Type.THRESHOLD : kind;
  }

  /** Length of the window. */
  public Duration window() {
    return Duration.ofSeconds(windowSeconds == null ? DEFAULT_WINDOW : windowSeconds);
  }

  /** The number that threshold and absence compare with. */
  public long limit() {
    return count == null ? 1 : count;
  }

  /** How far back the other window of a rate change lies; zero for other kinds. */
  public Duration back() {
    if (type() != Type.RATE_CHANGE) {
      return Duration.ZERO;
    }
    return against == null ? Against.WEEK.back() : against.back();
  }

  /** The factor of a rate change. */
  public double times() {
    return factor == null ? 3 : factor;
  }

  /** Fewest lines that a rate change is about. */
  public long fewest() {
    return minCount == null ? MIN_COUNT : minCount;
  }

  /** How long a new pattern was not seen. */
  public Duration unseen() {
    return Duration.ofDays(newAfterDays == null ? NEW_AFTER : newAfterDays);
  }

  /** How bad it is. */
  public Severity weight() {
    return severity == null ? Severity.ERROR : severity;
  }

  /** Notes what is wrong with it. */
  public void check(FieldErrors errors) {
    errors.notBlank("name", name, 100);
    errors.require("kind", kind != null, "be threshold, absence, rate-change or new-pattern");
    errors.require(
        "description",
        description == null || description.length() <= 1_000,
        "have at most 1000 characters");
    errors.require(
        "service", service == null || service.length() <= 200, "have at most 200 characters");
    errors.range("windowSeconds", window().toSeconds(), 10, 86_400);
    errors.range("count", limit(), 1, 1_000_000_000);
    errors.range("groupLimit", groupLimit == null ? GROUPS : groupLimit, 1, MAX_GROUPS);
    errors.range("newAfterDays", unseen().toDays(), 1, 30);
    errors.range("minCount", fewest(), 1, 1_000_000_000);
    errors.require(
        "factor",
        Double.isFinite(times()) && times() > 0 && times() <= 1_000_000 && times() != 1,
        "be a number above 0, and not 1");
    errors.require(
        "filter",
        type() != Type.NEW_PATTERN || filter == null,
        "be left out: every message at error or above is looked at, of one service or of all");
    errors.require(
        "groupBy",
        type() != Type.NEW_PATTERN || groupBy == null,
        "be left out: patterns are groups");
    counting(errors, 0, 0, 0);
  }

  /** What is to be counted for it; of no use for {@code new-pattern}. */
  public Counting counting(FieldErrors errors, long rule, int version, long project) {
    Expr lines = RuleText.condition(errors, "filter", filter);
    Field group = RuleText.field(errors, "groupBy", groupBy);
    return new Counting(
        dev.tocsin.logs.action.count.Kind.ALERT,
        rule,
        version,
        project,
        lines,
        Expr.ALL,
        group,
        groupLimit == null ? GROUPS : groupLimit);
  }

  /** Whether both count the same lines in the same groups. */
  boolean countsLike(LogAlert other) {
    return java.util.Objects.equals(filter, other.filter)
        && java.util.Objects.equals(groupBy, other.groupBy)
        && java.util.Objects.equals(groupLimit, other.groupLimit)
        && type() == other.type()
        && back().equals(other.back())
        && window().equals(other.window());
  }
}
