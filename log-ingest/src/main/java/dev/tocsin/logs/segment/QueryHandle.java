package dev.tocsin.logs.segment;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One question in progress: it can be cancelled from any thread, and it ends at its deadline. */
public final class QueryHandle {

  private static final Logger LOG = Logger.getLogger(QueryHandle.class);

  private final long endNanos;
  private @Nullable Statement running;
  private boolean cancelled;

  /** A question that may take {@code limit} from now on. */
  public QueryHandle(Duration limit) {
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  /** Stops the statement that runs now, if any, and all that would follow. */
  public synchronized void cancel() {
    cancelled = true;
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        LOG.debug("query could not be cancelled", e);
      }
    }
  }

  /** Whether there is no time left, or nobody waits any more. */
  public synchronized boolean over() {
    return cancelled || remainingNanos() <= 0;
  }

  /** Time left, never negative. */
  public long remainingNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }

  /** A statement is about to run: from now on {@link #cancel} stops it. */
  public synchronized void begin(Statement statement) throws SQLException {
    if (over()) {
      throw new QueryStopped();
    }
    statement.setQueryTimeout((int) Math.max(1, Duration.ofNanos(remainingNanos()).toSeconds()));
    running = statement;
  }

  /** It has ended. */
  public synchronized void end() {
    running = null;
  }
}
