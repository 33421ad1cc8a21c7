package dev.tocsin.logs.retention;

import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.segment.SegmentStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Removes what is past its time, and files that a crash left behind. */
@Singleton
public class RetentionJob {

  private static final Logger LOG = Logger.getLogger(RetentionJob.class);
  private static final Duration KEEP_RANGES = Duration.ofDays(2);

  private final CareStore catalogue;
  private final SegmentStore segments;
  private final RetentionConfig config;
  private final Clock clock;

  /** A job over the service's catalogue and data folder. */
  @Inject
  public RetentionJob(
      CareStore catalogue, SegmentStore segments, RetentionConfig config, Clock clock) {
    this.catalogue = catalogue;
    this.segments = segments;
    this.config = config;
    this.clock = clock;
  }

  /** Hides expired segments, then deletes files that no question can still be reading. */
  @Scheduled(
      every = "{tocsin.retention.remove-every}",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void remove() throws SQLException, IOException {
    remove(clock.instant());
  }

  /** As if it were {@code now}. */
  void remove(Instant now) throws SQLException, IOException {
    int expired = catalogue.expire(now.minus(config.maxAge()));
    if (expired > 0) {
      LOG.infof("%d segments are past retention", expired);
    }
    for (CareStore.Removed removed : catalogue.removed(now.minus(config.removeAfter()))) {
      segments.delete(removed.file());
      catalogue.forget(removed.id());
    }
    catalogue.forgetRanges(now.minus(KEEP_RANGES));
    sweep(now);
  }

  /** Files first, then the catalogue: a file that gets its row meanwhile is not an orphan. */
  private void sweep(Instant now) throws SQLException, IOException {
    var suspects = segments.writtenBefore(now.minus(config.orphanAfter()));
    var known = catalogue.files();
    for (String file : suspects) {
      if (!known.contains(file)) {
        LOG.warnf("removing %s: the catalogue does not know it", file);
        segments.delete(file);
      }
    }
  }
}
