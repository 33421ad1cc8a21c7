package dev.tocsin.incident.runtime;

import dev.tocsin.access.AccessFeed;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.KeyAuthentication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may enter: keys from the configuration, then from {@code access.v1} while Kafka is there. */
public class Access {

  @Produces
  @Singleton
  AccessRegistry registry(AccessConfig config) {
    return AccessRegistry.seeded(config.keys().orElse(""));
  }

  @Produces
  @Singleton
  KeyAuthentication keys(AccessRegistry registry) {
    return new KeyAuthentication(registry);
  }

  @Produces
  @Singleton
  AccessFeed feed(
      AccessRegistry registry, @ConfigProperty(name = "tocsin.kafka.bootstrap") String bootstrap) {
    return new AccessFeed(registry, bootstrap);
  }

  void start(@Observes StartupEvent event, AccessFeed feed) {
    feed.start();
  }

  void stop(@Observes ShutdownEvent event, AccessFeed feed) {
    feed.close();
  }
}
