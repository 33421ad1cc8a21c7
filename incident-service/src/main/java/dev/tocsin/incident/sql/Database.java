package dev.tocsin.incident.sql;

import dev.tocsin.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a transaction of its own. A transaction that lost a race (serialization, deadlock,
 * unique key) is run again; a database that is away becomes a 503 that tells the sender to retry.
 */
public final class Database {

  /** A caller may try again after this long. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(Database.class);
  private static final int RUNS = 5;
  private static final Set<String> LOST_RACE = Set.of("40001", "40P01", "23505");

  private final DataSource dataSource;

  /** Works on this pool. */
  public Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Work that returns a value and may be run more than once. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    /** Does the work. */
    T in(Tx tx) throws SQLException;
  }

  /**
   * Commits what {@code work} did, or nothing of it; then runs the actions that it asked for.
   *
   * @throws ProblemException 503 when the database cannot be reached or has no connection free
   */
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    for (int run = 1; ; run++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (run < RUNS && LOST_RACE.contains(String.valueOf(e.getSQLState()))) {
          LOG.debugf("transaction runs again after %s", e.getSQLState());
          continue;
        }
        throw translated(e);
      }
    }
  }

  /**
   * Runs work on the connection that belongs to the transaction already open on this thread; the
   * outer transaction commits it.
   */
  public <T extends @Nullable Object> T joined(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.in(new Tx(connection));
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private <T extends @Nullable Object> T once(Work<T> work) throws SQLException {
    Tx tx;
    T result;
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      tx = new Tx(connection);
      try {
        result = work.in(tx);
        connection.commit();
      } catch (SQLException | RuntimeException | Error e) {
        rollback(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
    tx.committed();
    return result;
  }

  private static void rollback(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static RuntimeException translated(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    boolean ours = state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    if (ours) {
      return new IllegalStateException("a statement was refused by the database", e);
    }
    LOG.warnf("the database did not answer (%s): %s", state, e.getMessage());
    return ProblemException.unavailable("The database did not answer.", RETRY_AFTER);
  }
}
