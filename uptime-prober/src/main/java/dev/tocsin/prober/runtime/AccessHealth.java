package dev.tocsin.prober.runtime;

import dev.tocsin.access.AccessFeed;
import dev.tocsin.access.AccessRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready for callers once any key is known. Kafka's absence is shown but is no reason to be taken
 * out of service: probing, verdicts and alerts need PostgreSQL only.
 */
@Readiness
@ApplicationScoped
public class AccessHealth implements HealthCheck {
  private final AccessRegistry registry;
  private final AccessFeed feed;

  AccessHealth(AccessRegistry registry, AccessFeed feed) {
    this.registry = registry;
    this.feed = feed;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("access")
        .status(registry.size() > 0 || feed.caughtUp())
        .withData("keys", registry.size())
        .withData("kafka", feed.caughtUp() ? "reachable" : "not reached yet")
        .build();
  }
}
