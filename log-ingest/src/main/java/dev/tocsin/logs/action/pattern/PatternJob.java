package dev.tocsin.logs.action.pattern;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;

/** Forgets shapes that were not seen for long. */
@Singleton
public class PatternJob {

  private final PatternStore store;
  private final Clock clock;

  @Inject
  PatternJob(PatternStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One round; on every replica, which does no harm. */
  @Scheduled(identity = "patterns", every = "1h", delayed = "7m")
  public void run() throws SQLException {
    store.forget(clock.instant());
  }
}
