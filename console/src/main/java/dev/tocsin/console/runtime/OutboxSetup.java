package dev.tocsin.console.runtime;

import dev.tocsin.outbox.KafkaDelivery;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.outbox.OutboxStore;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The relay that says on Kafka what transactions wrote to the outbox. */
@ApplicationScoped
public class OutboxSetup {

  private static final Duration LEASE = Duration.ofSeconds(15);

  private final AgroalDataSource dataSource;
  private final String bootstrapServers;
  private final Database database;
  private @Nullable KafkaDelivery kafka;
  private @Nullable OutboxRelay relay;

  OutboxSetup(
      AgroalDataSource dataSource,
      Database database,
      MeterRegistry meters,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.dataSource = dataSource;
    this.database = database;
    this.bootstrapServers = bootstrapServers;
    meters.gauge("tocsin.outbox.waiting", this, OutboxSetup::waiting);
  }

  /** Writes a message; it leaves when the running transaction commits. */
  public void append(OutboxMessage message) {
    database.with(
        connection -> {
          OutboxStore.append(connection, message);
          return message;
        });
  }

  void onStart(@Observes StartupEvent event) {
    kafka = KafkaDelivery.connecting(bootstrapServers);
    relay = new OutboxRelay(dataSource, Map.of("kafka", kafka), LEASE);
    relay.start();
  }

  void onStop(@Observes ShutdownEvent event) {
    if (relay != null) {
      relay.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  private double waiting() {
    try (Connection connection = dataSource.getConnection()) {
      return OutboxStore.backlog(connection).rows();
    } catch (SQLException e) {
      return Double.NaN;
    }
  }
}
