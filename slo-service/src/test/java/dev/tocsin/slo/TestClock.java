package dev.tocsin.slo;

import dev.tocsin.testkit.MutableClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The service's clock in tests. Every test begins on a later day, so that none disturbs another.
 */
@ApplicationScoped
public class TestClock {

  private static final MutableClock CLOCK = new MutableClock("2026-11-20T10:00:00Z");

  @Produces
  @Alternative
  @Priority(1)
  @ApplicationScoped
  Clock clock() {
    return CLOCK;
  }

  public static Instant now() {
    return CLOCK.instant();
  }

  public static Instant advance(Duration step) {
    return CLOCK.advance(step);
  }

  /** Moves to noon of the next day. */
  public static Instant nextNoon() {
    long day = Math.floorDiv(CLOCK.instant().getEpochSecond(), 86_400L) + 1;
    CLOCK.set(Instant.ofEpochSecond(day * 86_400 + 43_200));
    return CLOCK.instant();
  }
}
