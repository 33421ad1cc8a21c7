package dev.tocsin.slo.runtime;

import dev.tocsin.outbox.HttpAlertDelivery;
import dev.tocsin.outbox.KafkaDelivery;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.outbox.OutboxStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** The relay that takes alerts to incident-service and copies to Kafka. */
@ApplicationScoped
class OutboxProducer {

  private static final Duration LEASE = Duration.ofSeconds(15);

  private final DataSource dataSource;
  private final KafkaDelivery kafka;
  private final OutboxRelay relay;
  private final AtomicLong waiting;
  private final AtomicLong parked;

  OutboxProducer(DataSource dataSource, RuntimeConfig config, MeterRegistry metrics) {
    this.dataSource = dataSource;
    this.kafka = KafkaDelivery.connecting(config.kafkaBootstrap());
    var alerts =
        new HttpAlertDelivery(
            config.incidentUrl().resolve("/api/v1/alerts"), config.serviceKey().orElse(""));
    this.relay = new OutboxRelay(dataSource, Map.of("kafka", kafka, "alert", alerts), LEASE);
    this.waiting = metrics.gauge("tocsin.outbox.waiting", new AtomicLong());
    this.parked = metrics.gauge("tocsin.outbox.parked", new AtomicLong());
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
    try (var connection = dataSource.getConnection()) {
      var backlog = OutboxStore.backlog(connection);
      waiting.set(backlog.rows());
      parked.set(backlog.parked());
    }
  }

  @Produces
  @Singleton
  OutboxRelay relay() {
    return relay;
  }
}
