package dev.tocsin.exceptions.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.exceptions.issue.IssueState.New;
import dev.tocsin.exceptions.issue.IssueState.Ongoing;
import dev.tocsin.exceptions.issue.IssueState.Regressed;
import dev.tocsin.exceptions.issue.IssueState.Resolved;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IssueStateTest {

  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private static Instant hours(int hours) {
    return NINE.plus(Duration.ofHours(hours));
  }

  @Test
  void newBecomesOngoingAfterADay() {
    var fresh = new New(NINE);
    assertThat(fresh.onEvent(null, null, hours(23)).state()).isEqualTo(fresh);
    assertThat(fresh.onEvent(null, null, hours(24)).state()).isEqualTo(new Ongoing(hours(24)));
  }

  @Test
  void anyEventBringsBackWhatWasResolvedWithoutARelease() {
    var step = new Ongoing(NINE).resolve(null, hours(1)).onEvent("1.0", NINE, hours(2));
    assertThat(step.cameBack()).isTrue();
    assertThat(step.state()).isEqualTo(new Regressed(hours(2)));
    assertThat(step.state().onEvent("1.0", NINE, hours(3)).cameBack()).isFalse();
  }

  @Test
  void releasesFromBeforeTheFixStayResolved() {
    // 09:00 release 1.0 fails, 10:00 resolved in 1.1
    var resolved = new New(NINE).resolve("1.1", hours(1));
    assertThat(resolved.onEvent("1.0", NINE, hours(2)).state()).isEqualTo(resolved);
    assertThat(resolved.onEvent("1.1", hours(2), hours(2)).cameBack()).isTrue();
    assertThat(resolved.onEvent("1.2", hours(3), hours(3)).cameBack()).isTrue();
    assertThat(resolved.onEvent(null, null, hours(3)).cameBack()).isTrue();
  }

  @Test
  void wordsAndStatesAreTheSame() {
    for (IssueState state :
        new IssueState[] {
          new New(NINE), new Ongoing(NINE), new Resolved(NINE, "1.1"), new Regressed(NINE)
        }) {
      var release = state instanceof Resolved resolved ? resolved.inRelease() : null;
      assertThat(IssueState.of(state.word(), state.since(), release)).isEqualTo(state);
    }
    assertThat(new Resolved(NINE, null).reopen(hours(1))).isEqualTo(new Ongoing(hours(1)));
  }
}
