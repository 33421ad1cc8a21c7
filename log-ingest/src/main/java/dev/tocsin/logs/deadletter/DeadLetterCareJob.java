package dev.tocsin.logs.deadletter;

import dev.tocsin.events.Topics;
import dev.tocsin.logs.catalogue.CatalogueStore;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.logs.writer.WriterConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Runs the consumer of the dead-letter topic, and drops letters that are too old or too many. */
@Singleton
class DeadLetterCareJob {

  private static final Logger LOG = Logger.getLogger(DeadLetterCareJob.class);

  private final LetterStore letters;
  private final DeadLetterConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final DeadLetterConsumer consumer;
  private final boolean consumes;

  @Inject
  DeadLetterCareJob(
      LetterStore letters,
      DeadLetterConfig config,
      StreamConfig stream,
      WriterConfig writer,
      CatalogueStore catalogue,
      MeterRegistry metrics,
      Clock clock) {
    this.letters = letters;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.consumes = writer.threads() > 0;
    this.consumer =
        new DeadLetterConsumer(
            stream.bootstrap(), Topics.dlq(Topics.LOGS), writer.instance(), catalogue, metrics);
  }

  void start(@Observes StartupEvent event) {
    if (consumes) {
      Thread.ofPlatform().daemon().name("dead-letters").start(consumer);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (consumes) {
      consumer.close();
    }
  }

  @Scheduled(
      every = "{tocsin.dead-letters.care-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void care() {
    try {
      count("expired", letters.expire(clock.instant().minus(config.keep())));
      count("too_many", letters.trim(config.perProject()));
    } catch (SQLException e) {
      LOG.warnf("dead letters could not be looked through: %s", e.getMessage());
    }
  }

  private void count(String reason, long records) {
    if (records > 0) {
      metrics.counter("tocsin.logs.dropped", "reason", reason).increment((double) records);
    }
  }
}
