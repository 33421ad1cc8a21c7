package dev.tocsin.exceptions.runtime;

import dev.tocsin.access.AccessFeed;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.KeyAuthentication;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keys and projects: seeds from the configuration, changes from Kafka. */
@Startup
@Singleton
class Access {

  private final AccessRegistry registry;
  private final AccessFeed feed;

  Access(AccessConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
    registry = AccessRegistry.seeded(config.keys().orElse(null));
    feed = new AccessFeed(registry, kafka);
    feed.start();
  }

  @Produces
  @Singleton
  AccessRegistry registry() {
    return registry;
  }

  @Produces
  @Singleton
  KeyAuthentication keys() {
    return new KeyAuthentication(registry);
  }

  @PreDestroy
  void close() {
    feed.close();
  }
}
