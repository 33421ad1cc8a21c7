package dev.tocsin.prober.runtime;

import dev.tocsin.access.AccessFeed;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.outbox.HttpAlertDelivery;
import dev.tocsin.outbox.KafkaDelivery;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.prober.watch.MonitorAlert;
import dev.tocsin.prober.work.AgentHub;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes beans of the parts that know no framework, and starts and stops their threads. */
@ApplicationScoped
public class Beans {
  private static final Duration LEASE = Duration.ofSeconds(30);

  /**
   * Whole microseconds, as PostgreSQL keeps them: a time read back is the time that was written.
   */
  @Produces
  @Singleton
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }

  @Produces
  @Singleton
  AgentHub hub() {
    return new AgentHub();
  }

  @Produces
  @Singleton
  MonitorAlert words(@ConfigProperty(name = "tocsin.console.url") String consoleUrl) {
    return new MonitorAlert(consoleUrl);
  }

  @Produces
  @Singleton
  AccessRegistry registry(Config config) {
    return AccessRegistry.seeded(
        config.getOptionalValue("tocsin.access.keys", String.class).orElse(""));
  }

  @Produces
  @Singleton
  KeyAuthentication keys(AccessRegistry registry) {
    return new KeyAuthentication(registry);
  }

  @Produces
  @Singleton
  AccessFeed feed(
      AccessRegistry registry,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    return new AccessFeed(registry, bootstrapServers);
  }

  @Produces
  @Singleton
  KafkaDelivery kafka(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    return KafkaDelivery.connecting(bootstrapServers);
  }

  @Produces
  @Singleton
  OutboxRelay outbox(
      AgroalDataSource dataSource,
      KafkaDelivery kafka,
      @ConfigProperty(name = "tocsin.incident.url") String incidentUrl,
      Config config) {
    String key = config.getOptionalValue("tocsin.service.key", String.class).orElse("");
    HttpAlertDelivery alerts =
        new HttpAlertDelivery(URI.create(incidentUrl + "/api/v1/alerts"), key);
    return new OutboxRelay(dataSource, Map.of("alert", alerts, "kafka", kafka), LEASE);
  }

  void start(@Observes StartupEvent event, OutboxRelay outbox, AccessFeed feed) {
    outbox.start();
    feed.start();
  }

  void stop(
      @Observes ShutdownEvent event, OutboxRelay outbox, AccessFeed feed, KafkaDelivery kafka) {
    feed.close();
    outbox.close();
    kafka.close();
  }
}
