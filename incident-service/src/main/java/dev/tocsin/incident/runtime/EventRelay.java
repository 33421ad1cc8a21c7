package dev.tocsin.incident.runtime;

import dev.tocsin.outbox.Delivery;
import dev.tocsin.outbox.KafkaDelivery;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxRelay;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the outbox to Kafka on a thread of its own. The producer is made when the first
 * event leaves, so that an unusable address keeps neither the start nor a page waiting.
 */
@Singleton
public class EventRelay {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final String bootstrap;
  private final OutboxRelay relay;
  private @Nullable KafkaDelivery kafka;

  EventRelay(
      AgroalDataSource dataSource,
      @ConfigProperty(name = "tocsin.kafka.bootstrap") String bootstrap) {
    this.bootstrap = bootstrap;
    this.relay = new OutboxRelay(dataSource, Map.of("kafka", this::deliver), LEASE);
  }

  void start(@Observes StartupEvent event) {
    relay.start();
  }

  void stop(@Observes ShutdownEvent event) {
    relay.close();
    close();
  }

  private void deliver(OutboxMessage message) throws Exception {
    connected().deliver(message);
  }

  private synchronized Delivery connected() {
    KafkaDelivery known = kafka;
    if (known == null) {
      known = KafkaDelivery.connecting(bootstrap);
      kafka = known;
    }
    return known;
  }

  private synchronized void close() {
    KafkaDelivery known = kafka;
    if (known != null) {
      known.close();
    }
  }
}
