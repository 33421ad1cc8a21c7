package dev.tocsin.slo.indicator;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private interface Try {
    void run() throws SQLException;
  }

  /** Does something with parts of a stream. */
  public interface Step<T> {
    /** Commits, or fails. */
    void take(List<T> parts) throws SQLException;
  }

  /** From now on nothing is waited for. */
  public void end() {
    ended = true;
  }

  /**
   * Takes a batch. When PostgreSQL refuses it, its parts are taken one by one, so that the part
   * that cannot be taken goes to {@code refused} and those beside it still count.
   */
  public <T> void take(Iterable<T> parts, Step<T> work, Step<T> refused) {
    var batch = new ArrayList<T>();
    parts.forEach(batch::add);
    try {
      untilDone(() -> work.take(batch));
    } catch (SQLException no) {
      LOG.warnf(no, "%s: a batch was refused, taking its records one by one", what);
      batch.forEach(part -> takeAlone(List.of(part), work, refused));
    }
  }

  private <T> void takeAlone(List<T> part, Step<T> work, Step<T> refused) {
    try {
      untilDone(() -> work.take(part));
    } catch (SQLException no) {
      try {
        refused.take(part);
      } catch (SQLException failure) {
        throw new IllegalStateException("a dead letter could not be kept", failure);
      }
    }
  }

  /**
   * Tries until it is done.
   *
   * @throws SQLException for what no further try can mend
   */
  private void untilDone(Try work) throws SQLException {
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
