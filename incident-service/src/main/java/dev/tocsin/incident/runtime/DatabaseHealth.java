package dev.tocsin.incident.runtime;

import dev.tocsin.incident.sql.Database;
import dev.tocsin.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without PostgreSQL no alert can be taken. */
@Readiness
@ApplicationScoped
public class DatabaseHealth implements HealthCheck {

  private final Database database;

  DatabaseHealth(Database database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      database.transaction(tx -> tx.now());
      return HealthCheckResponse.up("postgresql");
    } catch (ProblemException e) {
      return HealthCheckResponse.named("postgresql").down().withData("missing", true).build();
    }
  }
}
