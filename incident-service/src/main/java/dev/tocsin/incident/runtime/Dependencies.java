package dev.tocsin.incident.runtime;

import dev.tocsin.access.AccessFeed;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether Kafka is there. This service is ready without it: events wait in the outbox and
 * nobody is woken later for it.
 */
@Readiness
@ApplicationScoped
public class Dependencies implements HealthCheck {

  private final AccessFeed feed;

  Dependencies(AccessFeed feed) {
    this.feed = feed;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("kafka (not required)")
        .up()
        .withData("kafka", feed.caughtUp() ? "connected" : "missing")
        .build();
  }
}
