package dev.tocsin.logs.action.count;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.QueryHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts stored lines in the way in which they are counted live. */
public final class HistoryReader {

  private static final long NS = 1_000_000_000L;

  private final LogStore store;

  /** Reads from {@code store}. */
  public HistoryReader(LogStore store) {
    this.store = store;
  }

  /** Not all of what should have been counted could be read. */
  public static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1L;

    Incomplete(int files) {
      super(files + " files could not be read");
    }
  }

  /**
   * Counts the lines of a time range.
   *
   * @param fromS start, epoch seconds
   * @param toS end, exclusive
   * @param border only lines before these offsets of their partitions; null for all lines
   * @param limit longest time it may take
   * @throws Incomplete when a file is missing; a count without it would be wrong for ever
   */
  public List<Cell> count(
      Counting counting, long fromS, long toS, @Nullable Map<Integer, Long> border, Duration limit)
      throws Incomplete {
    var handle = new QueryHandle(limit);
    Plan plan = store.plan(new Scope(counting.project(), fromS * NS, toS * NS), counting.valid());
    Select select = columns -> expressions(counting, border, columns);
    var missing = new ArrayList<String>();
    List<Cell> cells =
        store.read(
            handle,
            plan,
            reader -> {
              List<Cell> found =
                  reader.all(plan, select, before(), after(counting), CountSql::read);
              missing.addAll(reader.missing().keySet());
              return found;
            });
    if (!missing.isEmpty()) {
      throw new Incomplete(missing.size());
    }
    return cells;
  }

  private static List<Predicate> expressions(
      Counting counting, @Nullable Map<Integer, Long> border, Columns columns) {
    Predicate good = SqlCompiler.compile(counting.good(), columns);
    Predicate text =
        counting.groupBy() == null
            ? new Predicate("''", List.of())
            : SqlCompiler.text(counting.groupBy(), columns);
    String group = counting.groupBy() == null ? "''" : CountSql.group(text);
    String fine = CountSql.isTrue(counting.good(), good);
    return List.of(
        new Predicate("time_ns // 10000000000", List.of()),
        new Predicate(group, text.values()),
        new Predicate(fine, counting.good() instanceof Expr.All ? List.of() : good.values()),
        new Predicate(border == null ? "true" : stored(border), List.of()));
  }

  private static String stored(Map<Integer, Long> border) {
    if (border.isEmpty()) {
      return "false";
    }
    var cases = new StringBuilder("k_offset < CASE k_partition");
    border.forEach(
        (partition, offset) ->
            cases.append(" WHEN ").append(partition).append(" THEN ").append(offset));
    return cases.append(" ELSE 0 END").toString();
  }

  private static String before() {
    return "WITH lines AS MATERIALIZED (SELECT * FROM";
  }

  private static String after(Counting counting) {
    String sums = "count(*) FILTER (WHERE c2), count(*)";
    if (counting.groupBy() == null) {
      return "WHERE c3) SELECT c0, c1, " + sums + " FROM lines GROUP BY c0, c1";
    }
    return """
        WHERE c3), top AS (SELECT c1 FROM lines GROUP BY c1 ORDER BY count(*) DESC, c1 LIMIT %d)
        SELECT c0, CASE WHEN c1 IN (SELECT c1 FROM top) THEN c1 ELSE '%s' END AS grp, %s
          FROM lines GROUP BY ALL"""
        .formatted(counting.groupLimit(), Counting.OTHER_GROUPS, sums);
  }
}
