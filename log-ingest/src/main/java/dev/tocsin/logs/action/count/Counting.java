package dev.tocsin.logs.action.count;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import org.jspecify.annotations.Nullable;

/**
 * What one definition counts.
 *
 * @param kind a metric's or an alert's
 * @param rule id of the definition
 * @param version its version
 * @param project the project whose lines count
 * @param valid lines that count
 * @param good those of them that are good
 * @param groupBy one count per value of this field; null for one count
 * @param groupLimit most groups; the lines of further ones are counted together
 */
public record Counting(
    Kind kind,
    long rule,
    int version,
    long project,
    Expr valid,
    Expr good,
    @Nullable Field groupBy,
    int groupLimit) {

  /** The group of lines that have no value in the grouping field. */
  public static final String NO_GROUP = "(none)";

  /** The group of all lines whose own group did not find room. */
  public static final String OTHER_GROUPS = "(other)";
}
