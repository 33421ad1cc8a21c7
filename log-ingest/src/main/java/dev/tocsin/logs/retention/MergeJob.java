package dev.tocsin.logs.retention;

import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.catalogue.MergeCandidate;
import dev.tocsin.logs.limits.DiskGuard;
import dev.tocsin.logs.segment.SegmentStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Turns many small segments into few large ones. For a while both need room, so a full disk comes
 * first: what frees it again is retention.
 */
@Singleton
public class MergeJob {

  private static final Logger LOG = Logger.getLogger(MergeJob.class);

  private final CareStore catalogue;
  private final SegmentStore segments;
  private final RetentionConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final DiskGuard disk;

  /** A job over the service's catalogue and data folder. */
  @Inject
  public MergeJob(
      CareStore catalogue,
      SegmentStore segments,
      RetentionConfig config,
      MeterRegistry metrics,
      Clock clock,
      DiskGuard disk) {
    this.catalogue = catalogue;
    this.segments = segments;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.disk = disk;
  }

  /** Merges what is due. */
  @Scheduled(
      every = "{tocsin.retention.merge-every}",
      delayed = "15s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void run() throws SQLException {
    metrics.counter("tocsin.logs.segments.merged").increment((double) merge());
  }

  /** Merges what is due; returns the number of segments that were merged away. */
  public int merge() throws SQLException {
    var now = clock.instant();
    var due = catalogue.candidates(MergePlan.FINAL, now.minus(config.mergeAfter()));
    int merged = 0;
    for (MergePlan plan : MergePlan.of(due, now)) {
      if (disk.full()) {
        break;
      }
      var sources = plan.parts().stream().map(MergeCandidate::source).toList();
      var ids = plan.parts().stream().map(MergeCandidate::id).toList();
      boolean done =
          catalogue.replace(
              ids,
              plan.generation(),
              () -> segments.merge(plan.project(), sources, plan.summary()));
      if (done) {
        merged += sources.size();
        LOG.debugf("merged %d segments: %s", sources.size(), plan.reason());
      }
    }
    return merged;
  }
}
