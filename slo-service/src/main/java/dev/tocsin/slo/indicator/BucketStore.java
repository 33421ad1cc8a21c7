package dev.tocsin.slo.indicator;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Adds results to buckets and to their coarser sums, each event once. Everything happens in the
 * caller's transaction: event ids, counts and sums are all there or not at all.
 */
@ApplicationScoped
public class BucketStore {

  private static final String REMEMBER =
      """
      INSERT INTO seen_event (slot, id) SELECT * FROM unnest(?::bigint[], ?::uuid[])
      ON CONFLICT DO NOTHING RETURNING id""";

  private static final String ADD_BUCKETS =
      """
      INSERT INTO bucket AS b (monitor, slot, good, valid)
      SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
      ON CONFLICT (monitor, slot)
      DO UPDATE SET good = b.good + excluded.good, valid = b.valid + excluded.valid""";

  private static final String ADD_ROLLUPS =
      """
      INSERT INTO rollup AS r (monitor, cell, slot, good, valid, measured)
      SELECT u.monitor, %d, u.slot, u.good, u.valid, u.measured
        FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
             AS u (monitor, slot, good, valid, measured)
      ON CONFLICT (monitor, cell, slot)
      DO UPDATE SET good = r.good + excluded.good, valid = r.valid + excluded.valid,
                    measured = %s
      RETURNING monitor, slot, old.slot IS NULL""";

  private static final String FRESHEN =
      """
      INSERT INTO monitor AS m (id, name, fresh_at)
      SELECT u.id, u.name, to_timestamp(u.fresh) FROM unnest(?::text[], ?::text[], ?::bigint[])
             AS u (id, name, fresh)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                                     fresh_at = greatest(m.fresh_at, excluded.fresh_at)""";

  /**
   * Counts what has not been counted before.
   *
   * @return how many of {@code results} were new
   */
  public int add(Connection connection, List<Intake.Counted> results) throws SQLException {
    if (results.isEmpty()) {
      return 0;
    }
    List<Intake.Counted> fresh = remember(connection, results);
    if (!fresh.isEmpty()) {
      addBuckets(connection, Tally.of(fresh, Grid.BUCKET));
      var slices = Tally.of(fresh, Grid.SLICE);
      List<Tally.Cell> begun = addRollups(connection, Grid.SLICE, slices, slices.keySet());
      addRollups(connection, Grid.HOUR, Tally.of(fresh, Grid.HOUR), begun);
      addRollups(connection, Grid.DAY, Tally.of(fresh, Grid.DAY), begun);
      freshen(connection, fresh);
    }
    return fresh.size();
  }

  private static List<Intake.Counted> remember(Connection connection, List<Intake.Counted> results)
      throws SQLException {
    var byId = new TreeMap<UUID, Intake.Counted>();
    results.forEach(r -> byId.putIfAbsent(r.eventId(), r));
    var fresh = new HashSet<UUID>();
    try (var insert = connection.prepareStatement(REMEMBER)) {
      longs(insert, 1, byId.values().stream().map(r -> Grid.floor(r.heardOn(), Grid.DAY)).toList());
      insert.setArray(2, connection.createArrayOf("uuid", byId.keySet().toArray()));
      try (var rows = insert.executeQuery()) {
        while (rows.next()) {
          fresh.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return byId.values().stream().filter(r -> fresh.contains(r.eventId())).toList();
  }

  private static void addBuckets(Connection connection, SortedMap<Tally.Cell, GoodTotal> sums)
      throws SQLException {
    try (var upsert = connection.prepareStatement(ADD_BUCKETS)) {
      cells(upsert, sums);
      upsert.executeUpdate();
    }
  }

  /**
   * Adds to one level of sums.
   *
   * @param begun five-minute slices that hold data for the first time
   * @return the cells of this level that hold data for the first time
   */
  private static List<Tally.Cell> addRollups(
      Connection connection,
      int cell,
      SortedMap<Tally.Cell, GoodTotal> sums,
      Iterable<Tally.Cell> begun)
      throws SQLException {
    var measured = new LinkedHashMap<Tally.Cell, Long>();
    sums.keySet().forEach(key -> measured.put(key, 0L));
    begun.forEach(
        slice ->
            measured.merge(
                new Tally.Cell(slice.monitor(), Grid.floor(slice.slot(), cell)), 1L, Long::sum));
    String growth = cell == Grid.SLICE ? "1" : "r.measured + excluded.measured";
    var first = new ArrayList<Tally.Cell>();
    try (var upsert = connection.prepareStatement(ADD_ROLLUPS.formatted(cell, growth))) {
      cells(upsert, sums);
      longs(upsert, 5, List.copyOf(measured.values()));
      try (var rows = upsert.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean(3)) {
            first.add(new Tally.Cell(rows.getString(1), rows.getLong(2)));
          }
        }
      }
    }
    return first;
  }

  private static void freshen(Connection connection, List<Intake.Counted> results)
      throws SQLException {
    var newest = new TreeMap<String, Intake.Counted>();
    var bySecond = Comparator.comparingLong(Intake.Counted::second);
    results.forEach(
        r -> newest.merge(r.monitor(), r, (a, b) -> bySecond.compare(a, b) >= 0 ? a : b));
    try (var upsert = connection.prepareStatement(FRESHEN)) {
      texts(upsert, 1, newest.keySet().stream().toList());
      texts(upsert, 2, newest.values().stream().map(Intake.Counted::monitorName).toList());
      longs(upsert, 3, newest.values().stream().map(Intake.Counted::second).toList());
      upsert.executeUpdate();
    }
  }

  private static void cells(PreparedStatement statement, Map<Tally.Cell, GoodTotal> sums)
      throws SQLException {
    texts(statement, 1, sums.keySet().stream().map(Tally.Cell::monitor).toList());
    longs(statement, 2, sums.keySet().stream().map(Tally.Cell::slot).toList());
    longs(statement, 3, sums.values().stream().map(GoodTotal::good).toList());
    longs(statement, 4, sums.values().stream().map(GoodTotal::valid).toList());
  }

  private static void texts(PreparedStatement statement, int at, List<String> values)
      throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf("text", values.toArray()));
  }

  private static void longs(PreparedStatement statement, int at, List<Long> values)
      throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf("bigint", values.toArray()));
  }
}
