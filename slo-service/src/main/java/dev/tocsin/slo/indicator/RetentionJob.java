package dev.tocsin.slo.indicator;

import dev.tocsin.slo.indicator.PartitionStore.Table;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Drops what is older than configured, a partition at a time. */
@ApplicationScoped
public class RetentionJob {

  private static final Logger LOG = Logger.getLogger(RetentionJob.class);

  private final PartitionStore partitions;
  private final IndicatorConfig config;
  private final Clock clock;

  RetentionJob(PartitionStore partitions, IndicatorConfig config, Clock clock) {
    this.partitions = partitions;
    this.config = config;
    this.clock = clock;
  }

  /** One round; on every replica, which does no harm. */
  @Scheduled(
      identity = "retention",
      every = "1h",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void run() throws SQLException {
    int dropped =
        drop(Table.SEEN_EVENT, config.eventDays() + 1)
            + drop(Table.BUCKET, Math.max(config.bucketDays(), config.eventDays() + 1))
            + drop(Table.ROLLUP, config.rollupDays());
    if (dropped > 0) {
      LOG.infof("retention: dropped %d partitions", dropped);
    }
  }

  private int drop(Table table, int days) throws SQLException {
    return partitions.dropOld(table, clock.instant().minus(Duration.ofDays(days)));
  }
}
