package dev.tocsin.logs.deadletter;

import dev.tocsin.logs.accounting.Ledger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Dead letters in PostgreSQL. Whatever leaves the table moves in the account, in one go. */
@Singleton
public class LetterStore {

  private static final String COLUMNS =
      "id, project, protocol, reason, position, received_at, records, raw, truncated, lost,"
          + " replaying_at";
  private static final String INSERT =
      "INSERT INTO dead_letter (project, protocol, reason, position, received_at, records, raw,"
          + " truncated, lost, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (origin) DO NOTHING";
  private static final String SUMMARY =
      "SELECT project, reason, lost, count(*), sum(records), min(received_at), max(received_at)"
          + " FROM dead_letter WHERE "
          + LetterFilter.SQL
          + " GROUP BY project, reason, lost ORDER BY sum(records) DESC, reason LIMIT 1000";

  /**
   * Letters of one reason.
   *
   * @param project whose they are
   * @param reason why they were refused
   * @param replayable whether they can be sent again
   * @param letters how many
   * @param records how many log records they stand for
   * @param oldest when the first one came
   * @param newest when the last one came
   */
  public record ReasonCount(
      long project,
      String reason,
      boolean replayable,
      long letters,
      long records,
      Instant oldest,
      Instant newest) {}

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public LetterStore(DataSource database) {
    this.database = database;
  }

  /** Keeps a letter; false when it is kept already. */
  static boolean insert(
      Connection connection, DeadLetter letter, boolean truncated, boolean lost, String origin)
      throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, letter.project());
      statement.setString(2, letter.protocol());
      statement.setString(3, letter.reason());
      statement.setString(4, letter.position());
      statement.setObject(5, utc(ofNanos(letter.receivedNs())));
      statement.setLong(6, letter.records());
      statement.setBytes(7, letter.raw());
      statement.setBoolean(8, truncated);
      statement.setBoolean(9, lost);
      statement.setString(10, origin);
      return statement.executeUpdate() == 1;
    }
  }

  /** Letters below a number, newest first. */
  public List<KeptLetter> page(LetterFilter filter, long below, int limit) throws SQLException {
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM dead_letter WHERE id < ? AND "
            + LetterFilter.SQL
            + " ORDER BY id DESC LIMIT ?";
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, below);
      bind(statement, 2, filter);
      statement.setInt(2 + LetterFilter.VALUES, limit);
      return letters(statement);
    }
  }

  /** One letter; null when it is not there. */
  public @Nullable KeptLetter find(long id) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM dead_letter WHERE id = ?")) {
      statement.setLong(1, id);
      var found = letters(statement);
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  /** Numbers by reason. */
  public List<ReasonCount> summary(LetterFilter filter) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(SUMMARY)) {
      bind(statement, 1, filter);
      var counts = new ArrayList<ReasonCount>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.add(
              new ReasonCount(
                  rows.getLong(1),
                  rows.getString(2),
                  !rows.getBoolean(3),
                  rows.getLong(4),
                  rows.getLong(5),
                  instant(rows.getObject(6, OffsetDateTime.class)),
                  instant(rows.getObject(7, OffsetDateTime.class))));
        }
      }
      return counts;
    }
  }

  /**
   * Marks letters as being replayed, so that nobody else takes them; oldest first.
   *
   * @param id this letter only; null for all that fit the filter
   * @param again also one whose replay began before this time and never ended
   */
  public List<KeptLetter> claim(
      LetterFilter filter, @Nullable Long id, Instant now, @Nullable Instant again, int limit)
      throws SQLException {
    String sql =
        "UPDATE dead_letter SET replaying_at = ? WHERE id IN (SELECT id FROM dead_letter"
            + " WHERE NOT lost AND (replaying_at IS NULL OR replaying_at < ?::timestamptz)"
            + " AND (?::bigint IS NULL OR id = ?) AND "
            + LetterFilter.SQL
            + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING "
            + COLUMNS;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, utc(now));
      statement.setObject(2, again == null ? null : utc(again));
      statement.setObject(3, id, java.sql.Types.BIGINT);
      statement.setObject(4, id, java.sql.Types.BIGINT);
      bind(statement, 5, filter);
      statement.setInt(5 + LetterFilter.VALUES, limit);
      return letters(statement);
    }
  }

  /** The replay did not happen: the letters are as before. */
  public void release(Collection<Long> ids) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "UPDATE dead_letter SET replaying_at = NULL WHERE id = ANY (?)")) {
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      statement.executeUpdate();
    }
  }

  /** The letters came in again: as if they had not come before. */
  public void replayed(Collection<Long> ids) throws SQLException {
    remove(
        "id = ANY (?)",
        (connection, statement) ->
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray())),
        (ledger, letter) -> {
          var day = Ledger.day(letter.receivedAt());
          ledger.received(letter.project(), day, -letter.records());
          ledger.rejected(letter.project(), day, letter.reason(), -letter.records());
        });
  }

  /** Drops letters; returns the number of log records they stood for. */
  public long drop(LetterFilter filter, @Nullable Long id, String why) throws SQLException {
    return remove(
        "(?::bigint IS NULL OR id = ?) AND " + LetterFilter.SQL,
        (connection, statement) -> {
          statement.setObject(1, id, java.sql.Types.BIGINT);
          statement.setObject(2, id, java.sql.Types.BIGINT);
          bind(statement, 3, filter);
        },
        (ledger, letter) -> drop(ledger, letter, why));
  }

  /** Drops what is older than {@code before}; returns the number of log records. */
  public long expire(Instant before) throws SQLException {
    return drop(new LetterFilter(null, null, null, before), null, "expired");
  }

  /** Drops the oldest letters of projects that have too many; returns the number of records. */
  public long trim(int perProject) throws SQLException {
    return remove(
        "id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY project"
            + " ORDER BY id DESC) AS place FROM dead_letter) AS ranked WHERE place > ?)",
        (connection, statement) -> statement.setInt(1, perProject),
        (ledger, letter) -> drop(ledger, letter, "too_many"));
  }

  private interface Binding {
    void bind(Connection connection, PreparedStatement statement) throws SQLException;
  }

  private interface Entry {
    void write(Ledger ledger, Removed letter);
  }

  private record Removed(long project, String reason, Instant receivedAt, long records) {}

  private static void drop(Ledger ledger, Removed letter, String why) {
    var day = Ledger.day(letter.receivedAt());
    ledger.rejected(letter.project(), day, letter.reason(), -letter.records());
    ledger.dropped(letter.project(), day, why, letter.records());
  }

  /** Deletes letters and writes what that means into the account, both or neither. */
  private long remove(String condition, Binding binding, Entry entry) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement =
          connection.prepareStatement(
              "DELETE FROM dead_letter WHERE "
                  + condition
                  + " RETURNING project, reason, received_at, records, lost")) {
        binding.bind(connection, statement);
        var ledger = new Ledger();
        long records = 0;
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            records += rows.getLong(4);
            if (!rows.getBoolean(5)) {
              entry.write(
                  ledger,
                  new Removed(
                      rows.getLong(1),
                      rows.getString(2),
                      instant(rows.getObject(3, OffsetDateTime.class)),
                      rows.getLong(4)));
            }
          }
        }
        ledger.apply(connection);
        connection.commit();
        return records;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, LetterFilter filter)
      throws SQLException {
    Object[] values = {
      filter.project(), filter.reason(), utcOrNull(filter.from()), utcOrNull(filter.to())
    };
    int at = first;
    for (Object value : values) {
      statement.setObject(at++, value);
      statement.setObject(at++, value);
    }
  }

  private static List<KeptLetter> letters(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<KeptLetter>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        var replaying = row.getObject(11, OffsetDateTime.class);
        found.add(
            new KeptLetter(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                instant(row.getObject(6, OffsetDateTime.class)),
                row.getLong(7),
                row.getBytes(8),
                row.getBoolean(9),
                row.getBoolean(10),
                replaying == null ? null : replaying.toInstant()));
      }
    }
    return found;
  }

  private static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }

  static Instant ofNanos(long ns) {
    return Instant.ofEpochSecond(
        Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant time) {
    return time == null ? null : utc(time);
  }
}
