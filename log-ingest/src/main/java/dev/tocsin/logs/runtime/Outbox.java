package dev.tocsin.logs.runtime;

import dev.tocsin.logs.action.ActionConfig;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.outbox.HttpAlertDelivery;
import dev.tocsin.outbox.KafkaDelivery;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.outbox.OutboxStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Takes alerts to incident-service, and counts, exceptions and copies of alerts to Kafka. */
@Singleton
class Outbox {

  private static final Duration LEASE = Duration.ofSeconds(15);

  private final DataSource database;
  private final KafkaDelivery kafka;
  private final OutboxRelay relay;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong parked = new AtomicLong();

  @Inject
  Outbox(DataSource database, StreamConfig stream, ActionConfig config, MeterRegistry metrics) {
    this.database = database;
    this.kafka = KafkaDelivery.connecting(stream.bootstrap());
    var alerts =
        new HttpAlertDelivery(
            config.incidentUrl().resolve("/api/v1/alerts"), config.serviceKey().orElse(""));
    this.relay = new OutboxRelay(database, Map.of("kafka", kafka, "alert", alerts), LEASE);
    metrics.gauge("tocsin.outbox.waiting", waiting);
    metrics.gauge("tocsin.outbox.parked", parked);
  }

  @Produces
  @Singleton
  OutboxRelay relay() {
    return relay;
  }

  void start(@Observes StartupEvent event) {
    relay.start();
  }

  void stop(@Observes ShutdownEvent event) {
    relay.close();
    kafka.close();
  }

  @Scheduled(identity = "outbox-backlog", every = "15s")
  void measure() throws SQLException {
    try (var connection = database.getConnection()) {
      var backlog = OutboxStore.backlog(connection);
      waiting.set(backlog.rows());
      parked.set(backlog.parked());
    }
  }
}
