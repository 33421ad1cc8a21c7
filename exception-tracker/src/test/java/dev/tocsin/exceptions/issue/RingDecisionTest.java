package dev.tocsin.exceptions.issue;

import static dev.tocsin.exceptions.issue.RingDecision.Occasion.CAME_BACK;
import static dev.tocsin.exceptions.issue.RingDecision.Occasion.FIRST_EVENT;
import static dev.tocsin.exceptions.issue.RingDecision.Occasion.ONE_MORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Severity;
import dev.tocsin.exceptions.issue.RingDecision.Occasion;
import dev.tocsin.exceptions.rule.ProjectRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RingDecisionTest {

  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final ProjectRules RINGS =
      new ProjectRules(true, Severity.ERROR, null, List.of("production"));

  private static void f(
      Occasion occasion,
      ProjectRules rules,
      String environment,
      @Nullable Instant familyRangAt,
      boolean rings,
      String reason) {
    assertThat(
            RingDecision.of(
                occasion, rules, environment, familyRangAt, Duration.ofMinutes(10), NINE))
        .isEqualTo(new RingDecision(rings, reason));
  }

  @Test
  void ringsOnlyWhenEverythingSaysSo() {
    f(FIRST_EVENT, RINGS, "production", null, true, "new issue");
    f(CAME_BACK, RINGS, "production", null, true, "regression");
    f(ONE_MORE, RINGS, "production", null, false, "known issue");
    f(FIRST_EVENT, ProjectRules.SILENT, "production", null, false, "rule is off");
    f(FIRST_EVENT, RINGS, "staging", null, false, "environment does not ring");
    f(FIRST_EVENT, RINGS, "production", NINE.minusSeconds(599), false, "family rang already");
    f(FIRST_EVENT, RINGS, "production", NINE.minusSeconds(600), true, "new issue");
  }
}
