package dev.tocsin.console.runtime;

import dev.tocsin.console.token.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: people can sign in and requests can be signed. Kafka is not part of it: without it
 * pages work, only hints and news about keys wait.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements HealthCheck {

  private final Database database;
  private final SigningKeys keys;
  private final Clock clock;

  DatabaseHealth(Database database, SigningKeys keys, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("postgresql");
    try {
      database.query("select 1", row -> 1);
      return response
          .status(keys.ready(clock.instant()))
          .withData("signingKey", keys.ready(clock.instant()))
          .build();
    } catch (Database.DatabaseException e) {
      return response.down().withData("missing", "postgresql").build();
    }
  }
}
