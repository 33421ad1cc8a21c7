package dev.tocsin.logs.action.pattern;

import dev.tocsin.logs.action.ActionConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The memory of error messages' shapes. */
@Singleton
public class PatternStore {

  /** Days for which counts per hour are kept. */
  public static final int HOUR_DAYS = 15;

  /** Days for which a shape is remembered after it was last seen. */
  public static final int DAYS = 35;

  private static final Comparator<Seen> ORDER =
      Comparator.comparingLong(Seen::project)
          .thenComparing(Seen::service)
          .thenComparingLong(seen -> seen.pattern().hash())
          .thenComparingLong(Seen::hour);

  private static final String REMEMBER =
      """
      WITH room AS (SELECT project, count(*) AS n FROM log_pattern
                     WHERE project = ANY (?) GROUP BY project)
      INSERT INTO log_pattern AS p (project, service, hash, pattern, sample, severity, first_seen,
                                    appeared_at, last_seen)
      SELECT u.project, u.service, u.hash, u.pattern, u.sample, u.severity, u.first, u.first, u.last
        FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::smallint[],
                    ?::timestamptz[], ?::timestamptz[])
             AS u (project, service, hash, pattern, sample, severity, first, last)
        LEFT JOIN room r ON r.project = u.project
       WHERE coalesce(r.n, 0) < ?
          OR EXISTS (SELECT 1 FROM log_pattern k WHERE k.project = u.project
                                AND k.service = u.service AND k.hash = u.hash)
       ORDER BY u.project, u.service, u.hash
      ON CONFLICT (project, service, hash) DO UPDATE SET
        previous_seen = CASE WHEN excluded.first_seen > p.last_seen + interval '1 hour'
                             THEN p.last_seen ELSE p.previous_seen END,
        appeared_at = CASE WHEN excluded.first_seen > p.last_seen + interval '1 hour'
                           THEN excluded.first_seen ELSE p.appeared_at END,
        first_seen = least(p.first_seen, excluded.first_seen),
        last_seen = greatest(p.last_seen, excluded.last_seen),
        severity = greatest(p.severity, excluded.severity)""";

  private static final String COUNT =
      """
      INSERT INTO log_pattern_hour AS h (project, service, hash, hour, n)
      SELECT u.project, u.service, u.hash, u.hour, u.n
        FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
             AS u (project, service, hash, hour, n)
       WHERE EXISTS (SELECT 1 FROM log_pattern k WHERE k.project = u.project
                                AND k.service = u.service AND k.hash = u.hash)
       ORDER BY u.project, u.service, u.hash, u.hour
      ON CONFLICT (project, service, hash, hour) DO UPDATE SET n = h.n + excluded.n""";

  private static final String NEW =
      """
      SELECT p.project, p.service, p.hash, p.pattern, p.sample, p.severity, p.first_seen,
             p.appeared_at, p.last_seen, p.previous_seen,
             coalesce((SELECT sum(h.n) FROM log_pattern_hour h
                        WHERE h.project = p.project AND h.service = p.service AND h.hash = p.hash
                          AND h.hour >= ? AND h.hour <= ?), 0)
        FROM log_pattern p
       WHERE (?::bigint IS NULL OR p.project = ?) AND (?::text IS NULL OR p.service = ?)
         AND p.appeared_at >= ? AND p.appeared_at <= ?
         AND (p.previous_seen IS NULL OR p.appeared_at > p.previous_seen + ? * interval '1 second')
       ORDER BY 11 DESC, p.appeared_at LIMIT ?""";

  private final DataSource database;
  private final int most;

  @Inject
  PatternStore(DataSource database, ActionConfig config) {
    this.database = database;
    this.most = config.patternsPerProject();
  }

  /**
   * A shape that appeared.
   *
   * @param project the project
   * @param service the service
   * @param hash of the shape
   * @param pattern the shape
   * @param sample one message
   * @param severity the worst seen
   * @param firstSeen the very first time
   * @param appearedAt the end of the last gap
   * @param lastSeen the last time
   * @param previousSeen the time before the gap; null when it is altogether new
   * @param count lines in the hours asked for
   */
  public record Appearance(
      long project,
      String service,
      long hash,
      String pattern,
      String sample,
      int severity,
      Instant firstSeen,
      Instant appearedAt,
      Instant lastSeen,
      @Nullable Instant previousSeen,
      long count) {

    /** The hash as people see it. */
    public String id() {
      return String.format("%016x", hash);
    }
  }

  /** Adds what was seen, in the order of keys so that two writers never wait in a circle. */
  void add(Connection connection, List<Seen> seen) throws SQLException {
    var byHour = seen.stream().sorted(ORDER).toList();
    var shapes = new TreeMap<String, Seen>();
    for (Seen one : byHour) {
      String key = one.project() + "\0" + one.pattern().hash() + "\0" + one.service();
      shapes.merge(key, one, Seen::plus);
    }
    Collection<Seen> all = shapes.values();
    try (var upsert = connection.prepareStatement(REMEMBER)) {
      upsert.setArray(1, longs(connection, all.stream().map(Seen::project).distinct().toList()));
      set(upsert, 2, "bigint", all, Seen::project);
      set(upsert, 3, "text", all, Seen::service);
      set(upsert, 4, "bigint", all, one -> one.pattern().hash());
      set(upsert, 5, "text", all, one -> one.pattern().text());
      set(upsert, 6, "text", all, Seen::sample);
      set(upsert, 7, "smallint", all, one -> (short) one.severity());
      set(upsert, 8, "timestamptz", all, one -> one.first().toString());
      set(upsert, 9, "timestamptz", all, one -> one.last().toString());
      upsert.setInt(10, most);
      upsert.executeUpdate();
    }
    try (var upsert = connection.prepareStatement(COUNT)) {
      set(upsert, 1, "bigint", byHour, Seen::project);
      set(upsert, 2, "text", byHour, Seen::service);
      set(upsert, 3, "bigint", byHour, one -> one.pattern().hash());
      set(upsert, 4, "bigint", byHour, Seen::hour);
      set(upsert, 5, "bigint", byHour, Seen::count);
      upsert.executeUpdate();
    }
  }

  /**
   * Shapes that appeared in a range after they had not been seen for so many seconds.
   *
   * @param project null for all
   * @param service null for all
   */
  public List<Appearance> appeared(
      Connection connection,
      @Nullable Long project,
      @Nullable String service,
      Instant from,
      Instant to,
      long unseenSeconds,
      int limit)
      throws SQLException {
    try (var select = connection.prepareStatement(NEW)) {
      select.setLong(1, Math.floorDiv(from.getEpochSecond(), 3_600));
      select.setLong(2, Math.floorDiv(to.getEpochSecond(), 3_600));
      select.setObject(3, project, java.sql.Types.BIGINT);
      select.setObject(4, project, java.sql.Types.BIGINT);
      select.setString(5, service);
      select.setString(6, service);
      select.setObject(7, from.atOffset(ZoneOffset.UTC));
      select.setObject(8, to.atOffset(ZoneOffset.UTC));
      select.setLong(9, unseenSeconds);
      select.setInt(10, limit);
      var found = new ArrayList<Appearance>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(read(rows));
        }
      }
      return found;
    }
  }

  /** The same, with a connection of its own. */
  public List<Appearance> appeared(
      @Nullable Long project,
      @Nullable String service,
      Instant from,
      Instant to,
      long unseenSeconds,
      int limit)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      return appeared(connection, project, service, from, to, unseenSeconds, limit);
    }
  }

  /** Whether a shape was seen after a moment. */
  public boolean seenSince(
      Connection connection, long project, @Nullable String service, String id, Instant since)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT 1 FROM log_pattern WHERE project = ? AND hash = ?"
                + " AND (?::text IS NULL OR service = ?) AND last_seen >= ?)")) {
      select.setLong(1, project);
      select.setLong(2, Long.parseUnsignedLong(id, 16));
      select.setString(3, service);
      select.setString(4, service);
      select.setObject(5, since.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** When the memory of a project begins; null when nothing is remembered. */
  public @Nullable Instant since(Connection connection, long project) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT min(first_seen) FROM log_pattern WHERE project = ?")) {
      select.setLong(1, project);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        var first = row.getObject(1, OffsetDateTime.class);
        return first == null ? null : first.toInstant();
      }
    }
  }

  /** Forgets what was not seen for long. */
  public void forget(Instant now) throws SQLException {
    try (Connection connection = database.getConnection();
        var patterns = connection.prepareStatement("DELETE FROM log_pattern WHERE last_seen < ?");
        var hours = connection.prepareStatement("DELETE FROM log_pattern_hour WHERE hour < ?")) {
      patterns.setObject(1, now.minusSeconds(DAYS * 86_400L).atOffset(ZoneOffset.UTC));
      patterns.executeUpdate();
      hours.setLong(1, Math.floorDiv(now.getEpochSecond(), 3_600) - HOUR_DAYS * 24L);
      hours.executeUpdate();
    }
  }

  private static Appearance read(ResultSet row) throws SQLException {
    var previous = row.getObject(10, OffsetDateTime.class);
    return new Appearance(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        previous == null ? null : previous.toInstant(),
        row.getLong(11));
  }

  private static Array longs(Connection connection, List<Long> values) throws SQLException {
    return connection.createArrayOf("bigint", values.toArray());
  }

  private static void set(
      PreparedStatement statement,
      int at,
      String type,
      Collection<Seen> seen,
      Function<Seen, Object> value)
      throws SQLException {
    Object[] values = seen.stream().map(value).toArray();
    statement.setArray(at, statement.getConnection().createArrayOf(type, values));
  }
}
