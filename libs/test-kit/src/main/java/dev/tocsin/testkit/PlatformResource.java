package dev.tocsin.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a real PostgreSQL 18 with an empty database and a real Kafka with
 * every topic, under the same names that production uses, and the keys of {@link TestKeys}.
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(PlatformResource.class)
 * class MonitorResourceIT { ... }
 * }</pre>
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    var engines = TestEngines.running();
    engines.freshTopics();
    return Map.of(
        "TOCSIN_DB_URL", engines.freshDatabase(),
        "TOCSIN_DB_USER", TestEngines.USER,
        "TOCSIN_DB_PASSWORD", engines.password(),
        "TOCSIN_KAFKA_BOOTSTRAP", engines.kafkaBootstrap(),
        "TOCSIN_ACCESS_KEYS", TestKeys.seeds(),
        "TOCSIN_SERVICE_KEY", TestKeys.SERVICE);
  }

  /** Nothing to do: the engines end with this JVM. */
  @Override
  public void stop() {}
}
