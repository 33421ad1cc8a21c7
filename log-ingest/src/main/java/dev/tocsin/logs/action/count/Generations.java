package dev.tocsin.logs.action.count;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps flushes and changes of definitions apart. A flush holds the lock together with other
 * flushes, a change holds it alone: so every flush either counted with the change, or was committed
 * before it and is history to it.
 */
public final class Generations {

  private static final long LOCK = 0x746f_6373_696e_0003L;

  private Generations() {}

  /** Waits for changes under way, keeps later ones out, and returns what is in force. */
  public static long hold(Connection connection) throws SQLException {
    run(connection, "SELECT pg_advisory_xact_lock_shared(" + LOCK + ")");
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT n FROM rule_generation")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits for flushes under way, keeps later ones out, and begins a new generation. */
  public static void change(Connection connection) throws SQLException {
    run(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
    run(connection, "UPDATE rule_generation SET n = n + 1");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
