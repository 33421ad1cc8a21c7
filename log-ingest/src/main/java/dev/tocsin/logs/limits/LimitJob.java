package dev.tocsin.logs.limits;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jboss.logging.Logger;

/** Keeps this replica's limits, volumes and view of the disk fresh. */
@Singleton
class LimitJob {

  private static final Logger LOG = Logger.getLogger(LimitJob.class);

  private final LimitStore store;
  private final IngestLimits limits;
  private final DiskGuard disk;
  private final Clock clock;
  private long version = -1;

  @Inject
  LimitJob(LimitStore store, IngestLimits limits, DiskGuard disk, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.disk = disk;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    disk.look();
    refresh();
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    disk.look();
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void refresh() {
    try {
      long newest = store.version();
      if (newest != version) {
        limits.replace(store.all());
        version = newest;
      }
      shareVolumes();
    } catch (SQLException e) {
      LOG.warnf("limits stay as they are: %s", e.getMessage());
    }
  }

  private void shareVolumes() throws SQLException {
    for (Map.Entry<Long, Map<LocalDate, Long>> project : limits.drain().entrySet()) {
      for (Map.Entry<LocalDate, Long> day : project.getValue().entrySet()) {
        long total = store.use(project.getKey(), day.getKey(), day.getValue());
        limits.flushed(project.getKey(), day.getKey(), day.getValue(), total);
      }
    }
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    for (Map.Entry<Long, Long> used : store.used(today).entrySet()) {
      limits.flushed(used.getKey(), today, 0, used.getValue());
    }
    limits.forget(today);
  }
}
