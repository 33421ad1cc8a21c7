package dev.tocsin.incident.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction. Stores take it as their first argument, so that a signature shows which
 * changes are made together.
 */
public final class Tx {

  private final Connection connection;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private @Nullable Instant now;

  Tx(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Reader<T> {
    /** The value of the row that {@code columns} stands on. */
    T read(Columns columns) throws SQLException;
  }

  /** The connection, for libraries that append to this transaction. */
  public Connection connection() {
    return connection;
  }

  /** The database's time at the start of this transaction: the only clock that decides. */
  public Instant now() throws SQLException {
    Instant known = now;
    if (known == null) {
      known = one("SELECT now() AS now", row -> row.instant("now"));
      now = known;
    }
    return known;
  }

  /** Runs a statement and returns how many rows it changed. */
  public int update(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepared(sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepared(sql, arguments);
        var results = statement.executeQuery()) {
      var columns = new Columns(results);
      var rows = new ArrayList<T>();
      while (results.next()) {
        rows.add(reader.read(columns));
      }
      return rows;
    }
  }

  /** The first row of a query, or null when there is none. */
  public <T> @Nullable T first(String sql, Reader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    List<T> rows = list(sql, reader, arguments);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /** The only row of a query that always has one. */
  public <T> T one(String sql, Reader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    return list(sql, reader, arguments).getFirst();
  }

  /** Serialises all transactions that name the same {@code key} of the same {@code kind}. */
  public void lock(int kind, String key) throws SQLException {
    list("SELECT pg_advisory_xact_lock(?, hashtext(?))", row -> true, kind, key);
  }

  /** Runs {@code action} once this transaction is durable; not at all when it is rolled back. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }

  private PreparedStatement prepared(String sql, @Nullable Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, bound(arguments[i]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object bound(@Nullable Object argument) {
    return argument instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : argument;
  }
}
