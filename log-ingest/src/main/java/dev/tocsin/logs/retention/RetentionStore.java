package dev.tocsin.logs.retention;

import dev.tocsin.logs.retention.RetentionRules.Age;
import dev.tocsin.logs.segment.SlotCount;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What retention asks of the catalogue and does to it. */
@Singleton
public class RetentionStore {

  private static final long NS_PER_SLOT = SlotCount.SECONDS * 1_000_000_000L;
  private static final int BATCH = 5000;
  private static final String OVERDUE =
      """
      SELECT id, project, max_time_ns, services, level_counts, applied_policies FROM segment
      WHERE removed_at IS NULL AND max_time_ns < ? AND (max_time_ns, id) > (?, ?)
      ORDER BY max_time_ns, id LIMIT\s"""
          + BATCH;

  /** Segments one after another. */
  interface Each {
    void take(Age segment) throws SQLException;
  }

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public RetentionStore(DataSource database) {
    this.database = database;
  }

  /** Visits live segments that end before {@code beforeNs} and may hold rows past their time. */
  void overdue(long beforeNs, Each each) throws SQLException {
    long ns = Long.MIN_VALUE;
    UUID id = new UUID(0, 0);
    List<Age> page;
    do {
      page = page(beforeNs, ns, id);
      for (Age segment : page) {
        each.take(segment);
        ns = segment.maxNs();
        id = segment.id();
      }
    } while (page.size() == BATCH);
  }

  private List<Age> page(long beforeNs, long ns, UUID id) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(OVERDUE)) {
      statement.setLong(1, beforeNs);
      statement.setLong(2, ns);
      statement.setObject(3, id);
      var page = new ArrayList<Age>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(
              new Age(
                  rows.getObject(1, UUID.class),
                  rows.getLong(2),
                  rows.getLong(3),
                  List.of((String[]) rows.getArray(4).getArray()),
                  List.of((Long[]) rows.getArray(5).getArray()),
                  Set.of((Long[]) rows.getArray(6).getArray())));
        }
      }
      return page;
    }
  }

  /** Hides whole segments. */
  int hide(Collection<UUID> ids) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "UPDATE segment SET removed_at = now() WHERE id = ANY (?) AND removed_at IS NULL")) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      return statement.executeUpdate();
    }
  }

  /** Drops the counts of rows past their time. */
  int forgetCounts(RetentionRules rules) throws SQLException {
    var slot = PolicyCase.ofCounts(rules, id -> Math.floorDiv(rules.cutoffNs(id), NS_PER_SLOT));
    String sql = "DELETE FROM log_count WHERE slot < ? AND slot < " + slot.sql();
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, Math.floorDiv(rules.latestCutoffNs(), NS_PER_SLOT));
      bind(statement, 2, slot.values());
      return statement.executeUpdate();
    }
  }

  /** Drops counts from before the oldest live row of a project (of any, when null). */
  int forgetCountsBeforeOldest(@Nullable Long project) throws SQLException {
    String sql =
        """
        DELETE FROM log_count c USING
          (SELECT project, coalesce(min(min_time_ns) FILTER (WHERE removed_at IS NULL),
                                    max(max_time_ns) + 10000000000) / 10000000000 AS slot
           FROM segment WHERE ?::bigint IS NULL OR project = ? GROUP BY project) oldest
        WHERE c.project = oldest.project AND c.slot < oldest.slot
        """;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, project);
      statement.setObject(2, project);
      return statement.executeUpdate();
    }
  }

  /** Live segments, oldest first, that must go so that the rest needs at most {@code bytes}. */
  List<UUID> beyond(@Nullable Long project, long bytes) throws SQLException {
    String sql =
        """
        SELECT id FROM (
          SELECT id, max_time_ns,
                 sum(byte_count + filter_bytes) OVER (ORDER BY max_time_ns DESC, id) AS total
          FROM segment WHERE removed_at IS NULL AND (?::bigint IS NULL OR project = ?)) newest
        WHERE total > ? ORDER BY max_time_ns, id
        """;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, project);
      statement.setObject(2, project);
      statement.setLong(3, bytes);
      var ids = new ArrayList<UUID>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }

  /**
   * The event time before which rows of a policy are too many for its size, judged by the counts
   * and by what a row of the project needs on average; null when there is room.
   */
  @Nullable Long cutoffBySize(RetentionPolicy policy, long bytes) throws SQLException {
    String sql =
        """
        WITH need AS (
          SELECT coalesce(sum(byte_count + filter_bytes)::float8 / nullif(sum(row_count), 0), 0) AS b
          FROM segment WHERE removed_at IS NULL AND (?::bigint IS NULL OR project = ?)),
        newest AS (
          SELECT slot, sum(sum(n)) OVER (ORDER BY slot DESC) AS total FROM log_count
          WHERE (?::bigint IS NULL OR project = ?) AND (?::text IS NULL OR service = ?)
            AND (?::int IS NULL OR level = ?) GROUP BY slot)
        SELECT max(slot) FROM newest, need WHERE total * b > ?
        """;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      Object[] parts = {policy.project(), policy.project(), policy.service(), policy.level()};
      for (int i = 0; i < parts.length; i++) {
        statement.setObject(2 * i + 1, parts[i]);
        statement.setObject(2 * i + 2, parts[i]);
      }
      statement.setLong(9, bytes);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long slot = row.getLong(1);
        return row.wasNull() ? null : (Long) ((slot + 1) * NS_PER_SLOT);
      }
    }
  }

  /** Rows counted before a point in time, per policy that decides about them. */
  long countedBefore(RetentionRules rules, long policy, long cutoffNs) throws SQLException {
    var deciding = PolicyCase.ofCounts(rules, id -> id);
    String sql =
        "SELECT coalesce(sum(n), 0) FROM log_count WHERE slot < ? AND " + deciding.sql() + " = ?";
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, Math.floorDiv(cutoffNs, NS_PER_SLOT));
      int next = bind(statement, 2, deciding.values());
      statement.setLong(next, policy);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * What is stored.
   *
   * @param bytes size of all live files
   * @param rows rows in them
   * @param oldestNs earliest event time; 0 when there are none
   * @param bytesPerDay what the last days added, on average
   */
  record Usage(long bytes, long rows, long oldestNs, long bytesPerDay) {}

  /** What a project (all of them, when null) stores, and adds per day. */
  Usage usage(@Nullable Long project, Instant now, int days) throws SQLException {
    String sql =
        """
        SELECT coalesce(sum(byte_count + filter_bytes), 0), coalesce(sum(row_count), 0),
               coalesce(min(min_time_ns), 0),
               coalesce(sum(byte_count + filter_bytes) FILTER (WHERE max_time_ns >= ?), 0),
               coalesce(min(min_time_ns) FILTER (WHERE max_time_ns >= ?), ?)
        FROM segment WHERE removed_at IS NULL AND (?::bigint IS NULL OR project = ?)
        """;
    long nowNs = now.getEpochSecond() * 1_000_000_000L;
    long since = nowNs - days * 86_400_000_000_000L;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, since);
      statement.setLong(2, since);
      statement.setLong(3, nowNs);
      statement.setObject(4, project);
      statement.setObject(5, project);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        double span = (nowNs - Math.max(since, row.getLong(5))) / 86_400e9;
        // Less than an hour says nothing about a day.
        long perDay = (long) (row.getLong(4) / Math.max(span, 1.0 / 24));
        return new Usage(row.getLong(1), row.getLong(2), row.getLong(3), perDay);
      }
    }
  }

  private static int bind(PreparedStatement statement, int from, List<Object> values)
      throws SQLException {
    int next = from;
    for (Object value : values) {
      statement.setObject(next++, value);
    }
    return next;
  }
}
