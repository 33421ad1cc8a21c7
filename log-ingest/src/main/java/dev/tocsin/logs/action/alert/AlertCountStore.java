package dev.tocsin.logs.action.alert;

import dev.tocsin.logs.action.count.Cell;
import dev.tocsin.logs.action.count.Counting;
import dev.tocsin.logs.action.count.Kind;
import dev.tocsin.logs.action.count.RuleSource;
import dev.tocsin.problem.FieldErrors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Counts of log alerts per ten seconds, and their sums over windows. */
@Singleton
public class AlertCountStore implements RuleSource {

  private static final Logger LOG = Logger.getLogger(AlertCountStore.class);

  private static final String ADD =
      """
      INSERT INTO log_alert_count AS c (alert, grp, slot, n)
      SELECT ?, u.grp, u.slot, u.n FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS u (grp, slot, n)
      ON CONFLICT (alert, slot, grp) DO UPDATE SET n = c.n + excluded.n""";

  private static final String SUMS =
      """
      SELECT w.ord, c.grp, sum(c.n)
        FROM unnest(ARRAY[1, 2, 3], ?::bigint[], ?::bigint[]) AS w (ord, lo, hi)
       CROSS JOIN LATERAL (SELECT grp, n FROM log_alert_count
                            WHERE alert = ? AND slot >= w.lo AND slot < w.hi) c
       GROUP BY w.ord, c.grp""";

  private final LogAlertStore alerts;

  @Inject
  AlertCountStore(LogAlertStore alerts) {
    this.alerts = alerts;
  }

  /**
   * A run of slots.
   *
   * @param from the first
   * @param to the one after the last
   */
  record Span(long from, long to) {}

  /**
   * Counts of one group.
   *
   * @param recent in the first span
   * @param settled in the second
   * @param before in the third
   */
  record Sums(long recent, long settled, long before) {
    static final Sums NONE = new Sums(0, 0, 0);
  }

  @Override
  public Kind kind() {
    return Kind.ALERT;
  }

  @Override
  public List<Counting> countings(Connection connection) throws SQLException {
    var countings = new ArrayList<Counting>();
    for (StoredAlert alert : alerts.all(connection)) {
      if (alert.rule().type() == LogAlert.Type.NEW_PATTERN) {
        continue;
      }
      var errors = new FieldErrors();
      Counting counting =
          alert.rule().counting(errors, alert.id(), alert.version(), alert.project());
      if (errors.list().isEmpty()) {
        countings.add(counting);
      } else {
        LOG.errorf("log alert %d is not counted: %s", alert.id(), errors.list());
      }
    }
    return countings;
  }

  @Override
  public void keep(
      Connection connection, Counting counting, List<Cell> cells, String origin, boolean history)
      throws SQLException {
    var sorted =
        cells.stream()
            .sorted(Comparator.comparingLong(Cell::slot).thenComparing(Cell::group))
            .toList();
    try (var upsert = connection.prepareStatement(ADD)) {
      upsert.setLong(1, counting.rule());
      upsert.setArray(
          2, connection.createArrayOf("text", sorted.stream().map(Cell::group).toArray()));
      upsert.setArray(
          3, connection.createArrayOf("bigint", sorted.stream().map(Cell::slot).toArray()));
      upsert.setArray(
          4, connection.createArrayOf("bigint", sorted.stream().map(Cell::valid).toArray()));
      upsert.executeUpdate();
    }
  }

  /** Sums over three spans per group; groups without a line in any of them are absent. */
  Map<String, Sums> sums(Connection connection, long alert, Span recent, Span settled, Span before)
      throws SQLException {
    try (var select = connection.prepareStatement(SUMS)) {
      select.setArray(
          1,
          connection.createArrayOf(
              "bigint", new Object[] {recent.from(), settled.from(), before.from()}));
      select.setArray(
          2,
          connection.createArrayOf(
              "bigint", new Object[] {recent.to(), settled.to(), before.to()}));
      select.setLong(3, alert);
      var sums = new HashMap<String, Sums>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          long n = rows.getLong(3);
          int which = rows.getInt(1);
          sums.merge(
              rows.getString(2),
              new Sums(which == 1 ? n : 0, which == 2 ? n : 0, which == 3 ? n : 0),
              (a, b) ->
                  new Sums(
                      a.recent() + b.recent(), a.settled() + b.settled(), a.before() + b.before()));
        }
      }
      return sums;
    }
  }

  /** The groups in which a line ever matched; one empty name where nothing is grouped. */
  List<String> met(Connection connection, StoredAlert alert) throws SQLException {
    String sql =
        alert.rule().groupBy() == null
            ? "SELECT '' WHERE EXISTS (SELECT 1 FROM log_alert_count WHERE alert = ?)"
            : "SELECT grp FROM rule_group WHERE kind = 'alert' AND rule = ? ORDER BY grp";
    try (var select = connection.prepareStatement(sql)) {
      select.setLong(1, alert.id());
      var groups = new ArrayList<String>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          groups.add(rows.getString(1));
        }
      }
      return groups;
    }
  }

  /** Drops counts of slots before {@code slot}. */
  int dropBefore(Connection connection, long slot) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM log_alert_count WHERE slot < ?")) {
      delete.setLong(1, slot);
      return delete.executeUpdate();
    }
  }
}
