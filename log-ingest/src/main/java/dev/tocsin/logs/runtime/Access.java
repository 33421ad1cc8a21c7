package dev.tocsin.logs.runtime;

import dev.tocsin.access.AccessFeed;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.logs.stream.StreamConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Who may enter: keys from the configuration at first, then the console's changes. */
@Singleton
class Access {

  private final AccessRegistry registry;
  private final AccessFeed feed;

  @Inject
  Access(StreamConfig stream) {
    Optional<String> seeds =
        ConfigProvider.getConfig().getOptionalValue("tocsin.access.keys", String.class);
    registry = AccessRegistry.seeded(seeds.orElse(null));
    feed = new AccessFeed(registry, stream.bootstrap());
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

  void start(@Observes StartupEvent event) {
    feed.start();
  }

  void stop(@Observes ShutdownEvent event) {
    feed.close();
  }
}
