package dev.tocsin.logs.views;

import dev.tocsin.logs.views.SavedView.Content;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of saved views. */
@Singleton
class ViewStore {

  private static final String COLUMNS =
      "id, version, owner, created_at, changed_at, name, description, shared, project, query,"
          + " columns, range_last, range_from, range_to";
  private static final String UNIQUE_VIOLATION = "23505";

  /** The owner has a view of that name already. */
  static final class NameTaken extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final DataSource database;

  @Inject
  ViewStore(DataSource database) {
    this.database = database;
  }

  /** Views of one owner, and shared ones, by name. */
  List<SavedView> visible(String owner) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT "
                    + COLUMNS
                    + " FROM saved_view WHERE shared OR owner = ? ORDER BY name, id")) {
      statement.setString(1, owner);
      var found = new ArrayList<SavedView>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(view(rows));
        }
      }
      return found;
    }
  }

  @Nullable SavedView find(UUID id) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM saved_view WHERE id = ?")) {
      statement.setObject(1, id);
      return one(statement);
    }
  }

  /** Adds a view; null when the owner has {@code most} of them already. */
  @Nullable SavedView add(String owner, Content content, int most) throws SQLException, NameTaken {
    String sql =
        """
        INSERT INTO saved_view (name, description, shared, project, query, columns, range_last,
                                range_from, range_to, id, owner)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
        WHERE (SELECT count(*) FROM saved_view WHERE owner = ?) < ? RETURNING\s"""
            + COLUMNS;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      bind(connection, statement, content);
      statement.setObject(10, UUID.randomUUID());
      statement.setString(11, owner);
      statement.setString(12, owner);
      statement.setInt(13, most);
      return unique(statement);
    }
  }

  /** Changes a view; null when it is not in that version any more. */
  @Nullable SavedView change(UUID id, long version, Content content)
      throws SQLException, NameTaken {
    String sql =
        """
        UPDATE saved_view SET name = ?, description = ?, shared = ?, project = ?, query = ?,
               columns = ?, range_last = ?, range_from = ?, range_to = ?,
               version = version + 1, changed_at = now()
        WHERE id = ? AND version = ? RETURNING\s"""
            + COLUMNS;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      bind(connection, statement, content);
      statement.setObject(10, id);
      statement.setLong(11, version);
      return unique(statement);
    }
  }

  void delete(UUID id) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement("DELETE FROM saved_view WHERE id = ?")) {
      statement.setObject(1, id);
      statement.executeUpdate();
    }
  }

  private static void bind(Connection connection, PreparedStatement statement, Content content)
      throws SQLException {
    Duration last = content.last();
    statement.setString(1, content.name());
    statement.setString(2, content.description());
    statement.setBoolean(3, content.shared());
    statement.setObject(4, content.project());
    statement.setString(5, content.query());
    statement.setArray(6, connection.createArrayOf("text", content.columns().toArray()));
    statement.setString(7, last == null ? null : last.toString());
    statement.setObject(8, utc(content.from()));
    statement.setObject(9, utc(content.to()));
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable SavedView unique(PreparedStatement statement)
      throws SQLException, NameTaken {
    try {
      return one(statement);
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw new NameTaken();
      }
      throw e;
    }
  }

  private static @Nullable SavedView one(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? view(row) : null;
    }
  }

  private static SavedView view(ResultSet row) throws SQLException {
    String last = row.getString(12);
    return new SavedView(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        new Content(
            row.getString(6),
            row.getString(7),
            row.getBoolean(8),
            row.getObject(9, Long.class),
            row.getString(10),
            List.of((String[]) row.getArray(11).getArray()),
            last == null ? null : Duration.parse(last),
            instant(row, 13),
            instant(row, 14)));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
