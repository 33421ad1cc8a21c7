package dev.tocsin.logs.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in one PostgreSQL transaction. */
public final class Transactions {

  /** What happens inside. */
  public interface Work<T> {
    /** Runs inside the transaction. */
    T run(Connection connection) throws SQLException;
  }

  private final DataSource database;

  /** Transactions on this database. */
  public Transactions(DataSource database) {
    this.database = database;
  }

  /** Commits when the work returns, rolls back when it throws. */
  public <T> T in(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollback(connection, e);
        throw e;
      } finally {
        if (!connection.isClosed()) {
          connection.setAutoCommit(true);
        }
      }
    }
  }

  private static void rollback(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
