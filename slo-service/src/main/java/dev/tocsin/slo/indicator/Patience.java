package dev.tocsin.slo.indicator;

import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tries a transaction until it is done; PostgreSQL that is away is waited for. */
public final class Patience {

  private static final Logger LOG = Logger.getLogger(Patience.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String what;
  private volatile boolean ended;

  /**
   * Patience with one stream.
   *
   * @param what its name in the log
   */
  public Patience(String what) {
    this.what = what;
  }

  /** One try. */
  public interface Try {
    /** Commits, or fails. */
    void run() throws SQLException;
  }

  /** From now on nothing is waited for. */
  public void end() {
    ended = true;
  }

  /**
   * Tries until it is done.
   *
   * @throws SQLException for what no further try can mend
   */
  public void untilDone(Try work) throws SQLException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        work.run();
        return;
      } catch (SQLException failure) {
        if (!passing(failure)) {
          throw failure;
        }
        LOG.warnf("%s: PostgreSQL cannot take a batch, trying on: %s", what, failure);
        pause(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
    }
  }

  /** True for what another try can mend: connection, resources, restart, deadlock. */
  private static boolean passing(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("25")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("55")
        || state.startsWith("57");
  }

  private void pause(Duration time) {
    if (ended) {
      throw new IllegalStateException("stopping: the batch stays uncommitted");
    }
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopping: the batch stays uncommitted", e);
    }
  }
}
