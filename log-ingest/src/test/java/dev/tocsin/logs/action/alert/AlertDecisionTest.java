package dev.tocsin.logs.action.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.action.alert.LogAlert.Against;
import dev.tocsin.logs.action.alert.LogAlert.Type;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertDecisionTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final AlertState QUIET = AlertState.quiet(NOW);
  private static final AlertState FIRING = new AlertState(true, NOW, "because");

  @Test
  void aThresholdRingsOnceAndEndsWhenTheLinesAreGone() {
    LogAlert rule = rule(Type.THRESHOLD, 10L, null, null);

    assertThat(decide(rule, QUIET, counts(9, 9, 0))).isInstanceOf(AlertDecision.Stay.class);
    AlertDecision fired = decide(rule, QUIET, counts(10, 3, 0));
    assertThat(fired).isInstanceOf(AlertDecision.Fire.class);
    assertThat(fired.reason()).isEqualTo("10 lines in 5 min; it rings from 10 on");
    assertThat(AlertDecision.next(QUIET, fired, NOW).firing()).isTrue();
    assertThat(decide(rule, FIRING, counts(2, 12, 0))).isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rule, FIRING, counts(2, 9, 0))).isInstanceOf(AlertDecision.Resolve.class);
  }

  @Test
  void aStreamThatIsBehindEndsNoAlert() {
    LogAlert rule = rule(Type.THRESHOLD, 10L, null, null);

    var behind = new Reading(0, 0, 0, true, true, true, 600);
    assertThat(decide(rule, FIRING, behind)).isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rule, FIRING, behind).reason()).contains("600 s behind");
  }

  @Test
  void absenceRingsOnlyWhereSomethingWasHeardAndAWholeWindowIsKnown() {
    LogAlert rule = rule(Type.ABSENCE, 1L, null, null);

    assertThat(decide(rule, QUIET, new Reading(0, 0, 0, true, true, false, 20)))
        .isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rule, QUIET, new Reading(0, 0, 0, false, true, true, 20)))
        .isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rule, QUIET, new Reading(0, 0, 0, true, true, true, 20)))
        .isInstanceOf(AlertDecision.Fire.class);
    assertThat(decide(rule, FIRING, new Reading(1, 0, 0, true, true, true, 20)))
        .isInstanceOf(AlertDecision.Resolve.class);
  }

  @Test
  void aRateChangeNeedsSomethingToCompareWithAndEnoughLines() {
    LogAlert rise = rule(Type.RATE_CHANGE, null, 3.0, 20L);

    assertThat(decide(rise, QUIET, counts(60, 60, 20))).isInstanceOf(AlertDecision.Fire.class);
    assertThat(decide(rise, QUIET, counts(59, 59, 20))).isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rise, QUIET, counts(19, 19, 0))).isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rise, QUIET, counts(20, 20, 0))).isInstanceOf(AlertDecision.Fire.class);
    assertThat(decide(rise, QUIET, new Reading(60, 60, 0, true, false, true, 20)))
        .isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(rise, QUIET, counts(60, 60, 20)).reason())
        .isEqualTo("60 lines in 5 min, 20 a day earlier; it rings at 3 times that");
  }

  @Test
  void aFallRingsAtTheShareOfTheEarlierCount() {
    LogAlert fall = rule(Type.RATE_CHANGE, null, 0.5, 20L);

    assertThat(decide(fall, QUIET, counts(0, 10, 20))).isInstanceOf(AlertDecision.Fire.class);
    assertThat(decide(fall, QUIET, counts(0, 11, 20))).isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(fall, QUIET, counts(0, 0, 19))).isInstanceOf(AlertDecision.Stay.class);
    assertThat(decide(fall, FIRING, counts(0, 11, 20))).isInstanceOf(AlertDecision.Resolve.class);
  }

  private static AlertDecision decide(LogAlert rule, AlertState state, Reading reading) {
    return AlertDecision.decide(rule, state, reading);
  }

  private static Reading counts(long recent, long settled, long before) {
    return new Reading(recent, settled, before, true, true, true, 20);
  }

  private static LogAlert rule(
      Type type, @Nullable Long count, @Nullable Double factor, @Nullable Long minCount) {
    return new LogAlert(
        "test",
        null,
        type,
        null,
        null,
        null,
        300,
        count,
        null,
        null,
        Against.DAY,
        factor,
        minCount,
        null);
  }
}
