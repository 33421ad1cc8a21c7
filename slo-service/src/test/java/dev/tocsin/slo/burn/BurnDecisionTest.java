package dev.tocsin.slo.burn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.slo.burn.PairVerdict.Outcome;
import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.objective.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurnDecisionTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final BurnRule RULE = new BurnRule(Objective.of("0.999"), Duration.ofDays(30), 2);
  private static final BurnPair FAST = BurnPair.PAGE.getFirst();
  private static final BurnPair SLOW = BurnPair.PAGE.getLast();
  private static final GoodTotal CLEAN = new GoodTotal(1_000, 1_000);
  private static final BurnState QUIET = new BurnState.Quiet(NOW.minusSeconds(600), "fine");
  private static final BurnState FIRING = new BurnState.Firing(NOW.minusSeconds(600), "burning");

  @Test
  void exactlyTheFactorDoesNotFire() {
    assertThat(outcome(bad(1_440, 100_000), bad(1_440, 100_000))).isEqualTo(Outcome.BELOW);
    assertThat(outcome(bad(1_441, 100_000), bad(1_440, 100_000))).isEqualTo(Outcome.BELOW);
    assertThat(outcome(bad(1_440, 100_000), bad(1_441, 100_000))).isEqualTo(Outcome.BELOW);
    assertThat(outcome(bad(1_441, 100_000), bad(1_441, 100_000))).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void oneBadProbeOfManyNeverPages() {
    // 60 probes an hour: the threshold is 0.864 events, so a single bad one is over it.
    assertThat(outcome(bad(1, 60), bad(1, 5))).isEqualTo(Outcome.TOO_FEW_BAD);
    assertThat(outcome(bad(2, 60), bad(2, 5))).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void nineOfSixHundredAreNeeded() {
    assertThat(outcome(bad(8, 600), bad(8, 50))).isEqualTo(Outcome.BELOW);
    assertThat(outcome(bad(9, 600), bad(9, 50))).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void newSloPagesAfterTheSameSpentBudgetAsAnOldOne() {
    // Measured for two minutes, the last 20 s bad: 17 % bad so far, yet 0.8 % of the budget.
    var young = new PairReading(FAST, bad(6, 36), bad(6, 36), 120);
    var older = new PairReading(FAST, bad(16, 46), bad(16, 46), 153);

    assertThat(PairVerdict.judge(RULE, young).outcome()).isEqualTo(Outcome.BELOW);
    assertThat(PairVerdict.judge(RULE, older).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void quietFiresWhenOnePairHolds() {
    var decision =
        BurnDecision.decide(QUIET, RULE, List.of(fast(bad(90, 1_000)), slow(CLEAN)), NOW);

    assertThat(decision).isInstanceOf(BurnDecision.Fire.class);
    assertThat(decision.state().since()).isEqualTo(NOW);
    assertThat(decision.reason())
        .isEqualTo(
            "page 1h/5m: burning 90× in the last 1h and 90× in the last 5m, both over 14.4×"
                + " (90 of 1000 bad)");
  }

  @Test
  void firingStaysWhileTheOtherPairHoldsAndSaysWhich() {
    var decision =
        BurnDecision.decide(FIRING, RULE, List.of(fast(CLEAN), slow(bad(50, 1_000))), NOW);

    assertThat(decision).isInstanceOf(BurnDecision.Stay.class);
    assertThat(decision.state()).isInstanceOf(BurnState.Firing.class);
    assertThat(decision.state().since()).isEqualTo(FIRING.since());
    assertThat(decision.reason()).startsWith("page 6h/30m").doesNotContain("1h/5m");
  }

  @Test
  void firingResolvesWhenNoPairHolds() {
    var decision = BurnDecision.decide(FIRING, RULE, List.of(fast(CLEAN), slow(CLEAN)), NOW);

    assertThat(decision).isInstanceOf(BurnDecision.Resolve.class);
    assertThat(decision.state()).isInstanceOf(BurnState.Quiet.class);
  }

  @Test
  void silenceIsNoRecovery() {
    var silent = PairReading.warm(FAST, bad(90, 1_000), GoodTotal.NONE);

    var firing = BurnDecision.decide(FIRING, RULE, List.of(silent, slow(CLEAN)), NOW);
    var quiet = BurnDecision.decide(QUIET, RULE, List.of(silent, slow(CLEAN)), NOW);

    assertThat(firing).isInstanceOf(BurnDecision.Stay.class);
    assertThat(firing.state()).isInstanceOf(BurnState.Firing.class);
    assertThat(quiet).isInstanceOf(BurnDecision.Stay.class);
    assertThat(quiet.state()).isInstanceOf(BurnState.Quiet.class);
  }

  @Test
  void longSilenceEndsThePageAndSaysWhy() {
    var nothing = List.of(fast(GoodTotal.NONE), slow(GoodTotal.NONE));

    var decision = BurnDecision.decide(FIRING, RULE, nothing, NOW);

    assertThat(decision).isInstanceOf(BurnDecision.Resolve.class);
    assertThat(decision.reason()).contains("nothing measured in the last 6h");
  }

  private static Outcome outcome(GoodTotal inLong, GoodTotal inShort) {
    return PairVerdict.judge(RULE, PairReading.warm(FAST, inLong, inShort)).outcome();
  }

  private static PairReading fast(GoodTotal counts) {
    return PairReading.warm(FAST, counts, counts);
  }

  private static PairReading slow(GoodTotal counts) {
    return PairReading.warm(SLOW, counts, counts);
  }

  private static GoodTotal bad(long bad, long valid) {
    return new GoodTotal(valid - bad, valid);
  }
}
