package dev.tocsin.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginLimiterTest {

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private final LoginLimiter limiter = new LoginLimiter(3, 5, Duration.ofMinutes(5));

  @Test
  void theFourthAttemptWaitsForTheWindowToEnd() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.attempt("ana", "a", START.plusSeconds(i))).isZero();
    }

    assertThat(limiter.attempt("ana", "a", START.plusSeconds(60))).isEqualTo(Duration.ofMinutes(4));
    assertThat(limiter.attempt("ana", "a", START.plus(Duration.ofMinutes(5)))).isZero();
  }

  @Test
  void anotherAddressIsNotLockedOut() {
    for (int i = 0; i < 4; i++) {
      limiter.attempt("ana", "attacker", START);
    }

    assertThat(limiter.attempt("ana", "home", START)).isZero();
  }

  @Test
  void tryingManyNamesFromOneAddressIsLimitedToo() {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.attempt("name" + i, "attacker", START)).isZero();
    }

    assertThat(limiter.attempt("name5", "attacker", START)).isPositive();
  }

  @Test
  void aRightPasswordGivesTheBudgetBack() {
    for (int i = 0; i < 20; i++) {
      assertThat(limiter.attempt("ana", "home", START)).isZero();
      limiter.succeeded("ana", "home");
    }
  }

  @Test
  void aRefusedAttemptDoesNotProlongTheWait() {
    for (int i = 0; i < 100; i++) {
      limiter.attempt("ana", "a", START);
    }

    assertThat(limiter.attempt("ana", "a", START)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 3 * LoginLimiter.MAX_ENTRIES; i++) {
      limiter.attempt("name", "address" + i, START);
    }

    assertThat(limiter.size()).isEqualTo(LoginLimiter.MAX_ENTRIES);
  }
}
