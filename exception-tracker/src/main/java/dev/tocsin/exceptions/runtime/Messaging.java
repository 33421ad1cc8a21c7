package dev.tocsin.exceptions.runtime;

import dev.tocsin.outbox.HttpAlertDelivery;
import dev.tocsin.outbox.KafkaDelivery;
import dev.tocsin.outbox.OutboxRelay;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One Kafka producer for intake and outbox, and the relay that empties the outbox. */
@Startup
@Singleton
class Messaging {

  private static final Duration LEASE = Duration.ofSeconds(20);

  private final Producer<String, String> producer;
  private final OutboxRelay relay;

  Messaging(
      AgroalDataSource database,
      @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
      @ConfigProperty(name = "tocsin.incident.url") String incidentService,
      @ConfigProperty(name = "tocsin.service.key", defaultValue = "none") String serviceKey) {
    producer = producer(kafka);
    relay =
        new OutboxRelay(
            database,
            Map.of(
                "alert",
                new HttpAlertDelivery(URI.create(incidentService + "/api/v1/alerts"), serviceKey),
                "kafka",
                new KafkaDelivery(producer)),
            LEASE);
    relay.start();
  }

  @Produces
  @Singleton
  Producer<String, String> sharedProducer() {
    return producer;
  }

  @Produces
  @Singleton
  OutboxRelay relay() {
    return relay;
  }

  @PreDestroy
  void close() {
    relay.close();
    producer.close(Duration.ofSeconds(5));
  }

  private static Producer<String, String> producer(String kafka) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            3_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            4_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            9_000,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            16L << 20,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            4 << 20,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd"),
        new StringSerializer(),
        new StringSerializer());
  }
}
