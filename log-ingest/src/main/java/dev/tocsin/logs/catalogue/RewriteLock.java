package dev.tocsin.logs.catalogue;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the list of segments still while a deletion writes down which ones it concerns: whoever
 * replaces segments shares the lock until the end of the transaction, a deletion has it alone.
 */
public final class RewriteLock {

  private static final long KEY = 0x746f_6373_696e_0001L;

  private RewriteLock() {}

  /** Taken before segments are replaced by others with the same rows. */
  public static void share(Connection connection) throws SQLException {
    take(connection, "SELECT pg_advisory_xact_lock_shared(" + KEY + ")");
  }

  /** Waits until no segment is being replaced, and lets none be until the transaction ends. */
  public static void alone(Connection connection) throws SQLException {
    take(connection, "SELECT pg_advisory_xact_lock(" + KEY + ")");
  }

  private static void take(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
