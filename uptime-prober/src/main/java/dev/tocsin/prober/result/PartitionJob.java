package dev.tocsin.prober.result;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Keeps day partitions ahead of time and drops what has passed its retention. */
@ApplicationScoped
public class PartitionJob {
  private final AgroalDataSource dataSource;
  private final ResultStore results;
  private final ResultConfig config;
  private final Clock clock;

  PartitionJob(AgroalDataSource dataSource, ResultStore results, ResultConfig config, Clock clock) {
    this.dataSource = dataSource;
    this.results = results;
    this.config = config;
    this.clock = clock;
  }

  /** Before the first result can arrive. */
  @Transactional
  void atStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event)
      throws SQLException {
    maintain();
  }

  /** Every hour; days are made three ahead. */
  @Transactional
  @Scheduled(every = "1h", delayed = "1h", identity = "result-partitions")
  void hourly() throws SQLException {
    maintain();
  }

  private void maintain() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      results.maintain(connection, clock.instant(), config.retentionDays());
    }
  }
}
