package dev.tocsin.prober.watch;

import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.monitor.MonitorStore;
import dev.tocsin.prober.verdict.MonitorState;
import dev.tocsin.prober.verdict.VerdictEvent;
import dev.tocsin.prober.verdict.VerdictStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Notices silence: results that grew too old may leave too few regions to tell. */
@ApplicationScoped
public class AgingJob {
  private static final int BATCH = 200;
  private static final Duration KEEP_CONFIRMATIONS = Duration.ofHours(1);

  private final AgroalDataSource dataSource;
  private final MonitorStore monitors;
  private final VerdictStore verdicts;
  private final VerdictPublisher publisher;
  private final ConfirmationStore confirmations;
  private final Clock clock;

  AgingJob(
      AgroalDataSource dataSource,
      MonitorStore monitors,
      VerdictStore verdicts,
      VerdictPublisher publisher,
      ConfirmationStore confirmations,
      Clock clock) {
    this.dataSource = dataSource;
    this.monitors = monitors;
    this.verdicts = verdicts;
    this.publisher = publisher;
    this.confirmations = confirmations;
    this.clock = clock;
  }

  /** Every second, a bounded number of due monitors. */
  @Transactional
  @Scheduled(
      every = "1s",
      identity = "verdict-aging",
      concurrentExecution = ConcurrentExecution.SKIP)
  void age() throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = dataSource.getConnection()) {
      Map<String, MonitorState> due = verdicts.lockDue(connection, now, BATCH);
      if (due.isEmpty()) {
        return;
      }
      Map<String, Monitor> known = monitors.byIds(due.keySet());
      for (Map.Entry<String, MonitorState> entry : due.entrySet()) {
        Monitor monitor = known.get(entry.getKey());
        if (monitor != null) {
          publisher.apply(
              connection, monitor, entry.getValue(), List.of(new VerdictEvent.Tick()), now);
        }
      }
    }
  }

  /** Old confirmation requests are of no use. */
  @Transactional
  @Scheduled(every = "10m", delayed = "10m", identity = "confirmation-cleanup")
  void forget() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      confirmations.forget(connection, clock.instant().minus(KEEP_CONFIRMATIONS));
    }
  }
}
