package dev.tocsin.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.console.session.SessionRule.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionRuleTest {

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private final SessionRule rule = new SessionRule(Duration.ofHours(12), Duration.ofDays(7));

  @Test
  void aBusySessionLivesAndIsWrittenDownOnceAMinute() {
    Session session = session(START, START.plusSeconds(10));

    assertThat(rule.decide(session, START.plusSeconds(20))).isEqualTo(new Decision.Alive(false));
    assertThat(rule.decide(session, START.plusSeconds(70))).isEqualTo(new Decision.Alive(true));
  }

  @Test
  void aPauseOfTwelveHoursEndsIt() {
    Session session = session(START, START.plusSeconds(10));
    Instant limit = START.plusSeconds(10).plus(Duration.ofHours(12));

    assertThat(rule.decide(session, limit.minusMillis(1))).isInstanceOf(Decision.Alive.class);
    assertThat(rule.decide(session, limit)).isEqualTo(new Decision.Ended("idle"));
    assertThat(rule.expiresAt(session)).isEqualTo(limit);
  }

  @Test
  void sevenDaysEndItHoweverBusy() {
    Instant limit = START.plus(Duration.ofDays(7));
    Session session = session(START, limit.minusSeconds(1));

    assertThat(rule.decide(session, limit.minusMillis(1))).isInstanceOf(Decision.Alive.class);
    assertThat(rule.decide(session, limit)).isEqualTo(new Decision.Ended("absolute"));
    assertThat(rule.expiresAt(session)).isEqualTo(limit);
  }

  @Test
  void limitsThatContradictEachOtherDoNotExist() {
    assertThatThrownBy(() -> new SessionRule(Duration.ofDays(8), Duration.ofDays(7)))
        .hasMessageContaining("idle");
    assertThatThrownBy(() -> new SessionRule(Duration.ZERO, Duration.ofDays(7)))
        .hasMessageContaining("idle");
  }

  private static Session session(Instant createdAt, Instant lastSeenAt) {
    return new Session(
        UUID.randomUUID(), UUID.randomUUID(), createdAt, lastSeenAt, "192.0.2.1", "Browser");
  }
}
