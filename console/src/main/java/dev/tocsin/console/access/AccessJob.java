package dev.tocsin.console.access;

import dev.tocsin.access.AccessRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes configured keys in, tells a Kafka that may be new about every key and project, and keeps
 * this process's own copy of the keys fresh.
 */
@ApplicationScoped
class AccessJob {

  private static final Logger LOG = Logger.getLogger(AccessJob.class);

  private final AccessStore store;
  private final AccessPublisher publisher;
  private final AccessConfig config;
  private final AccessRegistry registry;
  private final Clock clock;

  AccessJob(
      AccessStore store,
      AccessPublisher publisher,
      AccessConfig config,
      AccessRegistry registry,
      Clock clock) {
    this.store = store;
    this.publisher = publisher;
    this.config = config;
    this.registry = registry;
    this.clock = clock;
  }

  @Transactional
  void onStart(@Observes StartupEvent event) {
    List<AccessKey> seeds = KeySeeds.parse(config.seeds().orElse(""), clock.instant());
    seeds.forEach(store::importSeed);
    store.skipGivenProjectNumbers();
    store.projectsHeld().forEach(publisher::publish);
    List<AccessKey> keys = store.keysHeld();
    keys.forEach(key -> publisher.publish(key.change()));
    keys.forEach(key -> registry.apply(key.change()));
    LOG.infof("keys: %d from the configuration, %d known", seeds.size(), keys.size());
  }

  /**
   * Another replica may have made or revoked keys. One reader at a time: an older read must not be
   * applied after a newer one.
   */
  @Scheduled(
      identity = "access-refresh",
      every = "10s",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void refresh() {
    store.keys().forEach(key -> registry.apply(key.change()));
  }
}
