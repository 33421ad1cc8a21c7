package dev.tocsin.exceptions.retention;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the partitions of today and the next days, drops those that are too old. */
@ApplicationScoped
public class RetentionJob {

  private static final Logger LOG = Logger.getLogger(RetentionJob.class);
  private static final int DAYS_AHEAD = 2;

  private final PartitionStore partitions;
  private final RetentionConfig config;
  private final Clock clock;

  RetentionJob(PartitionStore partitions, RetentionConfig config, Clock clock) {
    this.partitions = partitions;
    this.config = config;
    this.clock = clock;
  }

  void atStart(@Observes StartupEvent start) {
    run();
  }

  /** One pass; running it on several replicas at once does no harm. */
  @Scheduled(every = "1h", delayed = "1h")
  public void run() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
      partitions.ensure(today.plusDays(ahead));
    }
    var dropped = partitions.dropBefore(today.minusDays(Math.max(1, config.days())));
    if (!dropped.isEmpty()) {
      LOG.infof("events older than %d days dropped: %s", config.days(), dropped);
    }
  }
}
