package dev.tocsin.slo.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeResult.Verdict;
import dev.tocsin.slo.indicator.Intake.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration HORIZON = Duration.ofDays(3);

  @Test
  void goodAndBadProbesCountAtTheirIntendedTime() {
    var result = result(NOW.minusSeconds(3), Verdict.BAD, false, true);

    var decision = Intake.decide(result, NOW, HORIZON);

    assertThat(decision).isInstanceOf(Intake.Counted.class);
    var counted = (Intake.Counted) decision;
    assertThat(counted.good()).isFalse();
    assertThat(Instant.ofEpochSecond(counted.bucket())).isEqualTo("2026-11-20T09:59:50Z");
  }

  @Test
  void everythingElseIsDroppedWithAReason() {
    drops(result(NOW, Verdict.GOOD, false, false), Reason.CONTROL_NOT_OK);
    drops(result(NOW, Verdict.UNKNOWN, false, true), Reason.UNKNOWN_VERDICT);
    drops(result(NOW, Verdict.BAD, true, true), Reason.MAINTENANCE);
    drops(result(NOW.plusSeconds(301), Verdict.GOOD, false, true), Reason.FROM_THE_FUTURE);
    drops(
        result(Instant.parse("2026-11-16T23:59:59Z"), Verdict.GOOD, false, true), Reason.TOO_LATE);
    drops(result(Instant.MIN, Verdict.GOOD, false, true), Reason.TOO_LATE);
    drops(result(Instant.MAX, Verdict.GOOD, false, true), Reason.FROM_THE_FUTURE);
  }

  @Test
  void lateResultsWithinTheHorizonStillCount() {
    var late = result(Instant.parse("2026-11-17T00:00:00Z"), Verdict.GOOD, false, true);

    assertThat(Intake.decide(late, NOW, HORIZON)).isInstanceOf(Intake.Counted.class);
  }

  private static void drops(ProbeResult result, Reason reason) {
    assertThat(Intake.decide(result, NOW, HORIZON)).isEqualTo(new Intake.Dropped(reason));
  }

  private static ProbeResult result(
      Instant intended, Verdict verdict, boolean maintenance, boolean controlOk) {
    return new ProbeResult(
        UUID.randomUUID().toString(),
        "m1",
        "Checkout",
        "shop",
        "eu-west",
        "agent-1",
        intended,
        intended,
        ProbeResult.Phases.NONE,
        verdict,
        null,
        200,
        0,
        maintenance,
        controlOk);
  }
}
