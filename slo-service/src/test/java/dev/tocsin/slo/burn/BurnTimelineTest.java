package dev.tocsin.slo.burn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.objective.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of a known size under a clock that moves in buckets: 99.9 % over 30 days. */
class BurnTimelineTest {

  private static final int BUCKET = 10;
  private static final int EVENTS = 1_000;
  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final BurnRule RULE = new BurnRule(Objective.of("0.999"), Duration.ofDays(30), 2);
  private static final BurnPair FAST = BurnPair.PAGE.getFirst();
  private static final BurnPair SLOW = BurnPair.PAGE.getLast();

  @Test
  void fastPairFiresAndClearsAsComputed() {
    timeline(List.of(FAST), 1_000, 360, 51.84, 295.68);
    timeline(List.of(FAST), 100, 600, 518.4, 256.8);
    timeline(List.of(FAST), 20, 2_700, 2_592, 84);
  }

  @Test
  void slowPairFiresAndClearsAsComputed() {
    timeline(List.of(SLOW), 1_000, 1_800, 129.6, 1_789.2);
    timeline(List.of(SLOW), 100, 1_800, 1_296, 1_692);
    timeline(List.of(SLOW), 20, 6_600, 6_480, 1_260);
  }

  @Test
  void totalOutageKeepsThePageOnForHalfAnHourBecauseOfTheSlowPair() {
    timeline(BurnPair.PAGE, 1_000, 300, 51.84, 1_789.2);
  }

  @Test
  void faultBelowEveryFactorNeverFires() {
    assertThat(run(BurnPair.PAGE, 5, 40_000).firedAfter()).isEqualTo(-1);
    assertThat(run(List.of(FAST), 14, 10_000).firedAfter()).isEqualTo(-1);
  }

  /** Decisions fall on bucket edges, so each time is the computed one, rounded up to the next. */
  private static void timeline(
      List<BurnPair> pairs, int badPerMille, int faultSeconds, double fire, double clear) {
    var seen = run(pairs, badPerMille, faultSeconds);

    assertThat(seen.firedAfter()).as("fires").isEqualTo(bucketOver(fire));
    assertThat(seen.clearedAfter()).as("clears").isEqualTo(bucketAt(clear));
    assertThat(seen.changes()).as("changes of state").isEqualTo(2);
  }

  /** Firing takes more than the computed share: exactly there is not yet over. */
  private static long bucketOver(double seconds) {
    return (long) Math.floor(seconds / BUCKET) * BUCKET + BUCKET;
  }

  private static long bucketAt(double seconds) {
    return (long) Math.ceil(seconds / BUCKET) * BUCKET;
  }

  private static Seen run(List<BurnPair> pairs, int badPerMille, int faultSeconds) {
    int before = 6 * 360;
    int fault = faultSeconds / BUCKET;
    var bad = new long[before + fault + 6 * 360 + 1];
    BurnState state = new BurnState.Quiet(START, "");
    long fired = -1;
    long cleared = -1;
    int changes = 0;
    for (int i = 1; i < bad.length; i++) {
      boolean faulty = i > before && i <= before + fault;
      bad[i] = bad[i - 1] + (faulty ? badPerMille : 0);
      if (i < before) {
        continue;
      }
      int now = i;
      var windows =
          pairs.stream()
              .map(
                  p ->
                      PairReading.warm(
                          p, sum(bad, now, p.longWindow()), sum(bad, now, p.shortWindow())))
              .toList();
      var decision =
          BurnDecision.decide(state, RULE, windows, START.plusSeconds((long) i * BUCKET));
      switch (decision) {
        case BurnDecision.Stay _ -> {}
        case BurnDecision.Fire _ -> {
          fired = (long) (i - before) * BUCKET;
          changes++;
        }
        case BurnDecision.Resolve _ -> {
          cleared = (long) (i - before - fault) * BUCKET;
          changes++;
        }
      }
      state = decision.state();
    }
    return new Seen(fired, cleared, changes);
  }

  private static GoodTotal sum(long[] bad, int end, Duration window) {
    int buckets = (int) (window.toSeconds() / BUCKET);
    int start = Math.max(0, end - buckets);
    long inWindow = bad[end] - bad[start];
    long valid = (long) (end - start) * EVENTS;
    return new GoodTotal(valid - inWindow, valid);
  }

  private record Seen(long firedAfter, long clearedAfter, int changes) {}
}
