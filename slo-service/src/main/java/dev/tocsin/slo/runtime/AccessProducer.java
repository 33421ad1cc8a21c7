package dev.tocsin.slo.runtime;

import dev.tocsin.access.AccessFeed;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.KeyAuthentication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Who may come in: hashed keys in memory, kept fresh from Kafka. */
@ApplicationScoped
class AccessProducer {

  private final AccessRegistry registry;
  private final AccessFeed feed;

  AccessProducer(RuntimeConfig config) {
    this.registry = AccessRegistry.seeded(config.accessKeys().orElse(""));
    this.feed = new AccessFeed(registry, config.kafkaBootstrap());
  }

  void start(@Observes StartupEvent event) {
    feed.start();
  }

  void stop(@Observes ShutdownEvent event) {
    feed.close();
  }

  @Produces
  @Singleton
  KeyAuthentication keyAuthentication() {
    return new KeyAuthentication(registry);
  }
}
