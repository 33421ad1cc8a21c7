package dev.tocsin.logs.retention;

import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.segment.files.SegmentFiles;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jboss.logging.Logger;

/** Removes files, objects and unfinished uploads that a crash left behind. */
@Singleton
public class SweepJob {

  private static final Logger LOG = Logger.getLogger(SweepJob.class);
  private static final String FILTER = ".filter";

  private final CareStore catalogue;
  private final SegmentFiles files;
  private final RetentionConfig config;
  private final Clock clock;

  /** A job over the service's catalogue and its files. */
  @Inject
  public SweepJob(CareStore catalogue, SegmentFiles files, RetentionConfig config, Clock clock) {
    this.catalogue = catalogue;
    this.files = files;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "{tocsin.retention.sweep-every}",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sweep() throws SQLException, IOException {
    sweep(clock.instant());
  }

  /**
   * As if it were {@code now}; returns the number of files removed. Files first, then the
   * catalogue: a file that gets its row meanwhile is not an orphan.
   */
  public int sweep(Instant now) throws SQLException, IOException {
    Instant before = now.minus(config.orphanAfter());
    var suspects = files.writtenBefore(before);
    var known = catalogue.files();
    int removed = 0;
    for (String file : suspects) {
      if (!known(known, file)) {
        LOG.warnf("removing %s: the catalogue does not know it", file);
        files.delete(file);
        removed++;
      }
    }
    int uploads = files.tidy(before);
    if (uploads > 0) {
      LOG.warnf("ended %d uploads that were never finished", uploads);
    }
    return removed;
  }

  /** A filter belongs to the segment of the same name. */
  private static boolean known(Set<String> known, String file) {
    return known.contains(file)
        || (file.endsWith(FILTER)
            && known.contains(file.substring(0, file.length() - FILTER.length()) + ".parquet"));
  }
}
