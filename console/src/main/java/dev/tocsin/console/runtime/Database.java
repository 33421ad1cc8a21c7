package dev.tocsin.console.runtime;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plain SQL with positional parameters; joins the transaction that is running, if there is one. */
@ApplicationScoped
public class Database {

  private final AgroalDataSource dataSource;

  Database(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    return with(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, parameters);
              ResultSet rows = statement.executeQuery()) {
            var result = new ArrayList<T>();
            while (rows.next()) {
              result.add(reader.read(rows));
            }
            return result;
          }
        });
  }

  /** The first row of a query, or null. */
  public <T> @Nullable T first(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    List<T> rows = query(sql, reader, parameters);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /** Runs a statement and answers how many rows it touched. */
  public int update(String sql, @Nullable Object... parameters) {
    return with(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
          }
        });
  }

  /** Lends a connection of the running transaction. */
  public <T> T with(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /**
   * Holds a named lock until the running transaction ends, so that two replicas that start at once
   * do first-run work once.
   */
  public void lock(String name) {
    query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> 0, "console:" + name);
  }

  /** A column with a time zone as an instant. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A nullable column with a time zone as an instant. */
  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      statement.setObject(
          i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
    }
    return statement;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads the row that the cursor stands on. */
    T read(ResultSet row) throws SQLException;
  }

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; must not close the connection. */
    T run(Connection connection) throws SQLException;
  }

  /** The database refused or was away. */
  public static final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
      super(cause);
    }

    /** True when a unique value was taken already. */
    public boolean duplicate() {
      return getCause() instanceof SQLException e && "23505".equals(e.getSQLState());
    }
  }
}
