package dev.tocsin.slo.indicator;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exact sums over any windows of any monitors, each call in one statement. */
@ApplicationScoped
public class WindowStore {

  private static final String SUMS =
      """
      SELECT q.ord, sum(c.good)::bigint, sum(c.valid)::bigint, sum(c.measured)::bigint
        FROM unnest(?::int[], ?::text[], ?::int[], ?::bigint[], ?::bigint[])
             AS q (ord, monitor, cell, lo, hi)
       CROSS JOIN LATERAL (
         SELECT b.good, b.valid, 0 AS measured FROM bucket b
          WHERE q.cell = 10 AND b.monitor = q.monitor AND b.slot >= q.lo AND b.slot < q.hi
         UNION ALL
         SELECT r.good, r.valid, r.measured FROM rollup r
          WHERE q.cell > 10 AND r.monitor = q.monitor AND r.cell = q.cell
            AND r.slot >= q.lo AND r.slot < q.hi) c
       GROUP BY q.ord""";

  private static final String WARM =
      """
      SELECT q.ord,
             EXISTS (SELECT 1 FROM rollup r
                      WHERE r.monitor = q.monitor AND r.cell = 300
                        AND r.slot >= (q.lo - (q.hi - q.lo)) / 300 * 300
                        AND r.slot < q.lo / 300 * 300),
             (SELECT min(b.slot) FROM bucket b
               WHERE b.monitor = q.monitor AND b.slot >= q.lo AND b.slot < q.hi)
        FROM unnest(?::int[], ?::text[], ?::bigint[], ?::bigint[]) AS q (ord, monitor, lo, hi)""";

  private static final String CELLS =
      """
      SELECT slot, good, valid FROM rollup
       WHERE monitor = ? AND cell = 300 AND slot >= ? AND slot < ? ORDER BY slot""";

  private static final String BUCKETS =
      """
      SELECT slot, good, valid FROM bucket
       WHERE monitor = ? AND slot >= ? AND slot < ? ORDER BY slot""";

  /** Sums in the order of {@code windows}, all read at the same instant. */
  public List<Sum> sums(Connection connection, List<Window> windows) throws SQLException {
    var orders = new ArrayList<Integer>();
    var runs = new ArrayList<Grid.Run>();
    for (int i = 0; i < windows.size(); i++) {
      for (Grid.Run run : Grid.runs(windows.get(i).span())) {
        orders.add(i);
        runs.add(run);
      }
    }
    var sums = new ArrayList<Sum>();
    windows.forEach(w -> sums.add(Sum.NONE));
    try (var select = connection.prepareStatement(SUMS)) {
      array(select, 1, "int", orders);
      array(select, 2, "text", orders.stream().map(i -> windows.get(i).monitor()).toList());
      array(select, 3, "int", runs.stream().map(Grid.Run::cell).toList());
      array(select, 4, "bigint", runs.stream().map(Grid.Run::from).toList());
      array(select, 5, "bigint", runs.stream().map(Grid.Run::to).toList());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var counts = new GoodTotal(rows.getLong(2), rows.getLong(3));
          sums.set(rows.getInt(1), new Sum(counts, rows.getLong(4)));
        }
      }
    }
    return sums;
  }

  /**
   * How many seconds of each window lie after measuring began: all of them when anything was
   * measured in the window of the same length before it, none when nothing was measured at all.
   */
  public List<Long> warmSeconds(Connection connection, List<Window> windows) throws SQLException {
    var warm = new ArrayList<Long>();
    var orders = new ArrayList<Integer>();
    for (int i = 0; i < windows.size(); i++) {
      warm.add(0L);
      orders.add(i);
    }
    try (var select = connection.prepareStatement(WARM)) {
      array(select, 1, "int", orders);
      array(select, 2, "text", windows.stream().map(Window::monitor).toList());
      array(select, 3, "bigint", windows.stream().map(w -> w.span().from()).toList());
      array(select, 4, "bigint", windows.stream().map(w -> w.span().to()).toList());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          Span span = windows.get(rows.getInt(1)).span();
          Long first = rows.getObject(3, Long.class);
          warm.set(rows.getInt(1), warm(span, rows.getBoolean(2), first));
        }
      }
    }
    return warm;
  }

  private static long warm(Span span, boolean measuredBefore, @Nullable Long first) {
    if (measuredBefore) {
      return span.seconds();
    }
    return first == null ? 0 : span.to() - first;
  }

  /** Five-minute cells with data, oldest first. */
  public List<Counted> slices(Connection connection, Window window) throws SQLException {
    return cells(connection, CELLS, Grid.SLICE, window);
  }

  /** Ten-second buckets with data, oldest first. */
  public List<Counted> buckets(Connection connection, Window window) throws SQLException {
    return cells(connection, BUCKETS, Grid.BUCKET, window);
  }

  private static List<Counted> cells(Connection connection, String sql, int length, Window window)
      throws SQLException {
    var cells = new ArrayList<Counted>();
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, window.monitor());
      select.setLong(2, window.span().from());
      select.setLong(3, window.span().to());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          long slot = rows.getLong(1);
          var counts = new GoodTotal(rows.getLong(2), rows.getLong(3));
          cells.add(new Counted(new Span(slot, slot + length), counts));
        }
      }
    }
    return cells;
  }

  private static void array(PreparedStatement statement, int at, String type, List<?> values)
      throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf(type, values.toArray()));
  }

  /**
   * A window of one monitor.
   *
   * @param monitor the monitor's id
   * @param span edges on bucket edges
   */
  public record Window(String monitor, Span span) {}

  /**
   * What was measured in a window.
   *
   * @param counts good and valid events
   * @param measuredSlices five-minute slices with data; meaningful where the window's edges fall on
   *     slice edges
   */
  public record Sum(GoodTotal counts, long measuredSlices) {

    /** Nothing measured. */
    public static final Sum NONE = new Sum(GoodTotal.NONE, 0);
  }

  /**
   * A cell with its counts.
   *
   * @param span where
   * @param counts what
   */
  public record Counted(Span span, GoodTotal counts) {}
}
