package dev.tocsin.logs.patterns;

import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.QueryHandle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Shapes of stored messages. */
@Singleton
public class ShapeStore {

  /** More rows than this are looked at by a sample of equal chance. */
  static final long MAX_ROWS = 1_000_000;

  private static final int MAX_MASKED = 50_000;
  private static final int MAX_LENGTH = 400;

  /** A word that holds a digit, as far as signs within ids, times and paths go. */
  private static final String VARYING = "[A-Za-z_]*[0-9][A-Za-z0-9_.:/+-]*";

  /**
   * What was found.
   *
   * @param shapes the most frequent first
   * @param messages all messages, those of shapes that are not shown too
   * @param sampledBy 1 when every row was looked at, else every n-th, and numbers are estimates
   */
  public record Found(List<Shape> shapes, long messages, long sampledBy) {}

  private final LogStore logs;

  /** Works on stored logs. */
  @Inject
  public ShapeStore(LogStore logs) {
    this.logs = logs;
  }

  /**
   * Shapes of the messages that meet a condition.
   *
   * @param stepNs messages are also counted in stretches of this length, from the scope's start
   */
  public Found shapes(QueryHandle handle, Scope scope, Expr expr, long stepNs, int limit) {
    Plan plan = logs.plan(scope, expr);
    long every = Math.max(1, Math.ceilDiv(plan.rows(), MAX_ROWS));
    String message = "left(body, " + MAX_LENGTH + ")";
    Select select =
        Select.of(
            "regexp_replace(" + message + ", '" + VARYING + "', '" + ShapeTree.GAP + "', 'g')",
            "(time_ns - " + scope.fromNs() + ") // " + stepNs,
            message,
            "time_ns",
            "hash(k_offset, k_index) % " + every);
    String before = "SELECT c0, c1, any_value(c2), count(*), min(c3), max(c3) FROM";
    String after =
        (every == 1 ? "" : "WHERE c4 = 0 ")
            + "GROUP BY c0, c1 ORDER BY count(*) DESC, c0 LIMIT "
            + MAX_MASKED;
    return logs.read(
        handle,
        plan,
        reader ->
            reader.all(
                plan,
                select,
                before,
                after,
                rows -> {
                  var tree = new ShapeTree();
                  long messages = 0;
                  while (rows.next()) {
                    messages += rows.getLong(4);
                    tree.add(
                        rows.getString(1),
                        rows.getString(3),
                        rows.getLong(2),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6));
                  }
                  List<Shape> top = tree.top(limit);
                  top.forEach(shape -> shape.scale(every));
                  return new Found(top, messages * every, every);
                }));
  }
}
