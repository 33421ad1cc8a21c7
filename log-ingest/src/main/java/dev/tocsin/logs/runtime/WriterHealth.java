package dev.tocsin.logs.runtime;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A writer that has ended for good needs a new process. */
@Liveness
@Singleton
class WriterHealth implements HealthCheck {

  private final Wiring wiring;

  @Inject
  WriterHealth(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("log-writer").status(wiring.writing()).build();
  }
}
