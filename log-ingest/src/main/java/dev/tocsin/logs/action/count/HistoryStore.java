package dev.tocsin.logs.action.count;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where live counting begins, and how much of the history before it is still to be counted. History
 * is taken in hours of event time, the newest first; an hour's counts and the progress move in one
 * transaction.
 */
@Singleton
public class HistoryStore {

  /** The unit of work, in seconds. */
  public static final int HOUR = 3_600;

  private static final String BORDER =
      """
      INSERT INTO rule_border (kind, rule, topic, partition_id, next_offset)
      SELECT ?, ?, topic, partition_id, next_offset FROM log_partition WHERE next_offset > 0""";

  private static final String BEGIN =
      """
      INSERT INTO rule_history (kind, rule, from_s, until_s, began_s, finished_at)
      SELECT ?, ?, r.from_s, r.until_s, r.until_s,
             CASE WHEN r.until_s <= r.from_s THEN now() END
        FROM (SELECT coalesce(greatest(min(min_time_ns) / 1000000000 / 3600 * 3600, ?), 0) AS from_s,
                     coalesce((max(max_time_ns) / 1000000000 / 3600 + 1) * 3600, 0) AS until_s
                FROM segment WHERE project = ? AND removed_at IS NULL) r""";

  private static final String CLAIM =
      """
      UPDATE rule_history h
         SET due_at = now() + ? * interval '1 millisecond', attempts = attempts + 1
       WHERE (h.kind, h.rule) = (SELECT kind, rule FROM rule_history
                                  WHERE finished_at IS NULL AND due_at <= now()
                                  ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING kind, rule, from_s, until_s, attempts""";

  private static final String NEWEST =
      """
      SELECT (max(max_time_ns) / 1000000000 / 3600 + 1) * 3600 FROM segment
       WHERE project = ? AND removed_at IS NULL AND min_time_ns < ?::bigint * 1000000000""";

  private static final String ADVANCE =
      """
      UPDATE rule_history
         SET until_s = ?, counted = counted + ?, attempts = 0, last_error = NULL, due_at = now(),
             finished_at = CASE WHEN ? <= from_s THEN now() END
       WHERE kind = ? AND rule = ? AND until_s = ? AND finished_at IS NULL""";

  private final DataSource database;

  @Inject
  HistoryStore(DataSource database) {
    this.database = database;
  }

  /**
   * Work to do.
   *
   * @param kind of the definition
   * @param rule its id
   * @param fromS start of what is left, epoch seconds
   * @param untilS end of what is left
   * @param attempts tries at this hour, from 1
   */
  public record Task(Kind kind, long rule, long fromS, long untilS, int attempts) {}

  /**
   * Draws the border: lines that are stored now are history, all others are counted live. Must
   * follow {@link Generations#change} in the same transaction.
   */
  public void begin(Connection connection, Kind kind, long rule, long project, Instant oldest)
      throws SQLException {
    try (var border = connection.prepareStatement(BORDER);
        var begin = connection.prepareStatement(BEGIN)) {
      border.setString(1, kind.label());
      border.setLong(2, rule);
      border.executeUpdate();
      begin.setString(1, kind.label());
      begin.setLong(2, rule);
      begin.setLong(3, Math.floorDiv(oldest.getEpochSecond(), HOUR) * HOUR);
      begin.setLong(4, project);
      begin.executeUpdate();
    }
  }

  /** Forgets border, groups and progress of a removed definition. */
  public void forget(Connection connection, Kind kind, long rule) throws SQLException {
    for (String table : new String[] {"rule_border", "rule_history", "rule_group"}) {
      try (var delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE kind = ? AND rule = ?")) {
        delete.setString(1, kind.label());
        delete.setLong(2, rule);
        delete.executeUpdate();
      }
    }
  }

  /** Takes one task for {@code lease}; null when there is none. */
  @Nullable Task claim(Duration lease) throws SQLException {
    try (Connection connection = database.getConnection();
        var update = connection.prepareStatement(CLAIM)) {
      update.setLong(1, lease.toMillis());
      try (ResultSet row = update.executeQuery()) {
        return row.next()
            ? new Task(
                Kind.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5))
            : null;
      }
    }
  }

  /** End of the newest stored hour before {@code untilS}; null when nothing older is stored. */
  @Nullable Long newestHour(long project, long untilS) throws SQLException {
    try (Connection connection = database.getConnection();
        var select = connection.prepareStatement(NEWEST)) {
      select.setLong(1, project);
      select.setLong(2, untilS);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long end = row.getLong(1);
        return row.wasNull() ? null : Long.valueOf(Math.min(end, untilS));
      }
    }
  }

  /** When the oldest stored line of a project happened, epoch seconds; null without lines. */
  public @Nullable Long oldest(long project) throws SQLException {
    try (Connection connection = database.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT min(min_time_ns) / 1000000000 FROM segment"
                    + " WHERE project = ? AND removed_at IS NULL")) {
      select.setLong(1, project);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long second = row.getLong(1);
        return row.wasNull() ? null : Long.valueOf(second);
      }
    }
  }

  /** First live offset per partition of the stream. */
  Map<Integer, Long> border(Kind kind, long rule, String topic) throws SQLException {
    try (Connection connection = database.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT partition_id, next_offset FROM rule_border"
                    + " WHERE kind = ? AND rule = ? AND topic = ?")) {
      select.setString(1, kind.label());
      select.setLong(2, rule);
      select.setString(3, topic);
      var border = new HashMap<Integer, Long>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          border.put(rows.getInt(1), rows.getLong(2));
        }
      }
      return border;
    }
  }

  /** Moves on; false when somebody else did, then nothing may be kept. */
  boolean advance(Connection connection, Task task, long untilS, long counted) throws SQLException {
    try (var update = connection.prepareStatement(ADVANCE)) {
      update.setLong(1, untilS);
      update.setLong(2, counted);
      update.setLong(3, untilS);
      update.setString(4, task.kind().label());
      update.setLong(5, task.rule());
      update.setLong(6, task.untilS());
      return update.executeUpdate() == 1;
    }
  }

  /** Notes a failure and when to try again. */
  void failed(Task task, String reason, Duration wait) throws SQLException {
    try (Connection connection = database.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE rule_history SET last_error = ?, due_at = now() + ? * interval '1 millisecond'"
                    + " WHERE kind = ? AND rule = ?")) {
      update.setString(1, reason);
      update.setLong(2, wait.toMillis());
      update.setString(3, task.kind().label());
      update.setLong(4, task.rule());
      update.executeUpdate();
    }
  }

  /** Progress of the definitions of one kind, by id. */
  public Map<Long, Progress> progress(Connection connection, Kind kind) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT rule, from_s, until_s, began_s, counted, attempts, last_error, finished_at"
                + " FROM rule_history WHERE kind = ?")) {
      select.setString(1, kind.label());
      var found = new HashMap<Long, Progress>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(row.getLong(1), read(row));
        }
      }
      return found;
    }
  }

  private static Progress read(ResultSet row) throws SQLException {
    long from = row.getLong(2);
    long until = Math.max(from, row.getLong(3));
    long began = row.getLong(4);
    var finished = row.getObject(8, OffsetDateTime.class);
    boolean done = finished != null;
    String error = row.getString(7);
    String state =
        done ? "done" : error != null ? "failing" : until == began ? "waiting" : "running";
    double share = done || began <= from ? 1 : (double) (began - until) / (began - from);
    return new Progress(
        state,
        share,
        Instant.ofEpochSecond(from),
        Instant.ofEpochSecond(done ? from : until),
        row.getLong(5),
        done ? null : error,
        done ? finished.toInstant() : null);
  }
}
