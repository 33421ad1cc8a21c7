package dev.tocsin.incident.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Severity;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which incident an alert belongs to, and whom it wakes. */
class GroupingTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration WITHIN = Duration.ofMinutes(15);

  @Test
  void theOpenIncidentOfTheKeyComesBeforeTheOneOfTheService() {
    Incident ofKey = incident(new IncidentState.Triggered());
    Incident ofService = incident(new IncidentState.Triggered());
    assertThat(Grouping.decide(ofKey, ofService, NOW, WITHIN))
        .isInstanceOfSatisfying(
            Grouping.Decision.Attach.class, d -> assertThat(d.incident()).isEqualTo(ofKey));
    assertThat(Grouping.decide(null, ofService, NOW, WITHIN))
        .isInstanceOfSatisfying(
            Grouping.Decision.Attach.class, d -> assertThat(d.incident()).isEqualTo(ofService));
  }

  @Test
  void anIncidentThatEndedAShortTimeAgoBeginsAgain() {
    assertThat(Grouping.decide(resolved(NOW.minus(WITHIN)), null, NOW, WITHIN))
        .isInstanceOf(Grouping.Decision.Reopen.class);
    assertThat(Grouping.decide(resolved(NOW.minus(WITHIN).minusMillis(1)), null, NOW, WITHIN))
        .isInstanceOf(Grouping.Decision.Open.class);
  }

  @Test
  void anOpenIncidentOfTheServiceComesBeforeReopening() {
    Incident open = incident(new IncidentState.Acknowledged(NOW, "somebody"));
    assertThat(Grouping.decide(resolved(NOW), open, NOW, WITHIN))
        .isInstanceOf(Grouping.Decision.Attach.class);
  }

  @Test
  void onlyCriticalAndErrorWakePeopleAndEveryDecisionHasAReason() {
    for (Severity severity : Severity.values()) {
      var decision = Routing.decide(severity);
      assertThat(decision.pages())
          .isEqualTo(severity == Severity.CRITICAL || severity == Severity.ERROR);
      assertThat(decision.reason()).isNotBlank();
    }
  }

  private static Incident resolved(Instant at) {
    return incident(new IncidentState.Resolved(at, "tocsin", null));
  }

  private static Incident incident(IncidentState state) {
    return new Incident(
        UUID.randomUUID(), 1, "service:shop", "Down", "shop", Severity.CRITICAL, state, NOW, null);
  }
}
