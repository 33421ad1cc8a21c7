package dev.tocsin.logs.deletion;

import dev.tocsin.logs.catalogue.RewriteLock;
import dev.tocsin.logs.catalogue.Transactions;
import dev.tocsin.logs.query.compile.Tombstone;
import dev.tocsin.logs.query.compile.Tombstones;
import dev.tocsin.logs.query.language.Expr;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Requests to delete rows, and how far they are. */
@Singleton
public class DeletionStore implements Tombstones {

  /** Most requests that may be under way; every question looks at all of them. */
  static final int MOST_OPEN = 50;

  private static final String COLUMNS =
      """
      d.id, d.project, d.from_ns, d.to_ns, d.query, d.reason, d.requested_by, d.requested_at,
      d.finished_at, count(s.segment), count(s.done_at), coalesce(sum(s.removed_rows), 0)
      FROM deletion d LEFT JOIN deletion_segment s ON s.deletion = d.id
      """;
  private static final String APPLICABLE =
      """
      SELECT id, from_ns, to_ns, query, finished_at IS NULL,
             ARRAY(SELECT segment FROM deletion_segment s WHERE s.deletion = deletion.id)
      FROM deletion
      WHERE (finished_at IS NULL OR finished_at > now() - make_interval(secs => ?))
        AND to_ns > ? AND from_ns < ? AND (?::bigint IS NULL OR project = ?)
      """;
  private static final String SEGMENTS =
      """
      INSERT INTO deletion_segment (deletion, segment)
      SELECT ?, id FROM segment
      WHERE removed_at IS NULL AND project = ? AND max_time_ns >= ? AND min_time_ns < ?
      """;

  /**
   * A segment that may hold deleted rows.
   *
   * @param deletion the request
   * @param deleted the condition on them
   */
  record Pending(UUID deletion, Expr deleted) {}

  private final DataSource database;
  private final Transactions transactions;
  private final DeletionConfig config;

  /** Works on the service's own database. */
  @Inject
  public DeletionStore(DataSource database, DeletionConfig config) {
    this.database = database;
    this.transactions = new Transactions(database);
    this.config = config;
  }

  @Override
  public List<Tombstone> applicable(@Nullable Long project, long fromNs, long toNs)
      throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(APPLICABLE)) {
      statement.setLong(1, config.heedFor().toSeconds());
      statement.setLong(2, fromNs);
      statement.setLong(3, toNs);
      statement.setObject(4, project);
      statement.setObject(5, project);
      var found = new ArrayList<Tombstone>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Tombstone(
                  rows.getObject(1, UUID.class),
                  DeletedRows.of(rows.getLong(2), rows.getLong(3), rows.getString(4)),
                  Set.of((UUID[]) rows.getArray(6).getArray()),
                  rows.getBoolean(5)));
        }
      }
      return found;
    }
  }

  /**
   * Writes a request down. When this returns, no question shows the rows any more. Rows that are
   * still in the stream, and rows that come later, are not concerned.
   *
   * @return null when too many requests are under way
   */
  @Nullable Deletion request(
      long project, long fromNs, long toNs, String query, String reason, String by)
      throws SQLException {
    UUID id = UUID.randomUUID();
    boolean done =
        transactions.in(
            connection -> {
              // Until the end of this transaction no merge takes a segment out of our hands.
              RewriteLock.alone(connection);
              if (open(connection) >= MOST_OPEN) {
                return false;
              }
              insert(connection, id, project, fromNs, toNs, query, reason, by);
              if (segments(connection, id, project, fromNs, toNs) == 0) {
                finish(connection);
              }
              return true;
            });
    return done ? find(id) : null;
  }

  private static int open(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement("SELECT count(*) FROM deletion WHERE finished_at IS NULL");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void insert(
      Connection connection,
      UUID id,
      long project,
      long fromNs,
      long toNs,
      String query,
      String reason,
      String by)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO deletion (id, project, from_ns, to_ns, query, reason, requested_by)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      statement.setObject(1, id);
      statement.setLong(2, project);
      statement.setLong(3, fromNs);
      statement.setLong(4, toNs);
      statement.setString(5, query);
      statement.setString(6, reason);
      statement.setString(7, by);
      statement.executeUpdate();
    }
  }

  private static int segments(Connection connection, UUID id, long project, long fromNs, long toNs)
      throws SQLException {
    try (var statement = connection.prepareStatement(SEGMENTS)) {
      statement.setObject(1, id);
      statement.setLong(2, project);
      statement.setLong(3, fromNs);
      statement.setLong(4, toNs);
      return statement.executeUpdate();
    }
  }

  /** Closes requests of which no segment is left. */
  void finish() throws SQLException {
    transactions.in(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "UPDATE deletion_segment d SET done_at = now() WHERE done_at IS NULL AND NOT"
                      + " EXISTS (SELECT 1 FROM segment s WHERE s.id = d.segment"
                      + " AND s.removed_at IS NULL)")) {
            statement.executeUpdate();
          }
          return finish(connection);
        });
  }

  private static int finish(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE deletion SET finished_at = now() WHERE finished_at IS NULL AND NOT EXISTS"
                + " (SELECT 1 FROM deletion_segment s"
                + " WHERE s.deletion = deletion.id AND s.done_at IS NULL)")) {
      return statement.executeUpdate();
    }
  }

  /** Segments that may still hold deleted rows; those that failed before come last. */
  List<UUID> segmentsToDo(int most) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT segment FROM deletion_segment WHERE done_at IS NULL"
                    + " GROUP BY segment ORDER BY max(attempts), segment LIMIT ?")) {
      statement.setInt(1, most);
      var found = new ArrayList<UUID>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getObject(1, UUID.class));
        }
      }
      return found;
    }
  }

  /** The requests that concern a segment and are not done with it. */
  List<Pending> pending(UUID segment) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT d.id, d.from_ns, d.to_ns, d.query FROM deletion d JOIN deletion_segment s"
                    + " ON s.deletion = d.id WHERE s.segment = ? AND s.done_at IS NULL")) {
      statement.setObject(1, segment);
      var found = new ArrayList<Pending>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Pending(
                  rows.getObject(1, UUID.class),
                  DeletedRows.of(rows.getLong(2), rows.getLong(3), rows.getString(4))));
        }
      }
      return found;
    }
  }

  /** Writes down that a request is done with a segment. */
  static void done(
      Connection connection, UUID deletion, UUID segment, long rows, @Nullable UUID replacedBy)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE deletion_segment SET done_at = now(), removed_rows = ?, replaced_by = ?"
                + " WHERE deletion = ? AND segment = ?")) {
      statement.setLong(1, rows);
      statement.setObject(2, replacedBy);
      statement.setObject(3, deletion);
      statement.setObject(4, segment);
      statement.executeUpdate();
    }
  }

  /** Writes down that a segment could not be rewritten this time. */
  void failed(UUID segment) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "UPDATE deletion_segment SET attempts = attempts + 1"
                    + " WHERE segment = ? AND done_at IS NULL")) {
      statement.setObject(1, segment);
      statement.executeUpdate();
    }
  }

  /** One request; null when there is none of that id. */
  @Nullable Deletion find(UUID id) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("SELECT " + COLUMNS + " WHERE d.id = ? GROUP BY d.id")) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? deletion(row) : null;
      }
    }
  }

  /** Requests, the newest first. */
  List<Deletion> list(@Nullable Long project, Instant before, int limit) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT "
                    + COLUMNS
                    + " WHERE d.requested_at < ? AND (?::bigint IS NULL OR d.project = ?)"
                    + " GROUP BY d.id ORDER BY d.requested_at DESC LIMIT ?")) {
      statement.setObject(1, before.atOffset(java.time.ZoneOffset.UTC));
      statement.setObject(2, project);
      statement.setObject(3, project);
      statement.setInt(4, limit);
      var found = new ArrayList<Deletion>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(deletion(rows));
        }
      }
      return found;
    }
  }

  /** What became of each segment of a request, those with removed rows first. */
  List<Deletion.Part> parts(UUID id, int limit) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT segment, done_at, removed_rows, replaced_by FROM deletion_segment"
                    + " WHERE deletion = ? ORDER BY removed_rows DESC, segment LIMIT ?")) {
      statement.setObject(1, id);
      statement.setInt(2, limit);
      var found = new ArrayList<Deletion.Part>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Deletion.Part(
                  rows.getObject(1, UUID.class),
                  instant(rows, 2),
                  rows.getLong(3),
                  rows.getObject(4, UUID.class)));
        }
      }
      return found;
    }
  }

  private static Deletion deletion(ResultSet row) throws SQLException {
    return new Deletion(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        instant(row, 9),
        row.getInt(10),
        row.getInt(11),
        row.getLong(12));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
