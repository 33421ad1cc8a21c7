package dev.tocsin.slo.burn;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.objective.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * One pair, judged.
 *
 * <p>Warm-up: a long window in which measuring has only just begun is judged as if the time before
 * had carried the same traffic, all good. So a new SLO pages after the same spent budget as an old
 * one, and one failed probe in its first minute is not "a burn of 500".
 *
 * @param reading what was measured
 * @param factor F, which both windows must exceed
 * @param longBurn burn of the long window; null when nothing was measured in it
 * @param shortBurn burn of the short window; null when nothing was measured in it
 * @param outcome what follows
 */
public record PairVerdict(
    PairReading reading,
    Fraction factor,
    @Nullable Fraction longBurn,
    @Nullable Fraction shortBurn,
    Outcome outcome) {

  /** Judges a reading; comparisons are strict and exact. */
  public static PairVerdict judge(BurnRule rule, PairReading reading) {
    var pair = reading.pair();
    Fraction factor = pair.factor(rule.period());
    Fraction measured = burn(rule, reading.inLong());
    Fraction longBurn =
        measured == null
            ? null
            : measured.times(Fraction.of(reading.warmSeconds(), pair.longWindow().toSeconds()));
    Fraction shortBurn = burn(rule, reading.inShort());
    return new PairVerdict(
        reading, factor, longBurn, shortBurn, outcome(rule, reading, factor, longBurn, shortBurn));
  }

  private static Outcome outcome(
      BurnRule rule,
      PairReading reading,
      Fraction factor,
      @Nullable Fraction longBurn,
      @Nullable Fraction shortBurn) {
    if (longBurn == null) {
      return Outcome.NO_DATA;
    }
    if (!longBurn.isOver(factor)) {
      return Outcome.BELOW;
    }
    if (shortBurn == null) {
      return Outcome.SILENT;
    }
    if (!shortBurn.isOver(factor)) {
      return Outcome.BELOW;
    }
    return reading.inLong().bad() < rule.minBad() ? Outcome.TOO_FEW_BAD : Outcome.HOLDS;
  }

  /** badRatio / B; null when nothing was measured. */
  public static @Nullable Fraction burn(BurnRule rule, GoodTotal counts) {
    return counts.measured()
        ? Fraction.of(counts.bad(), counts.valid()).dividedBy(rule.objective().budget())
        : null;
  }

  /** True when the pair alone is reason enough to page. */
  public boolean holds() {
    return outcome == Outcome.HOLDS;
  }

  /** One sentence with the numbers. */
  public String reason() {
    var pair = reading.pair();
    String limit = factor.toDecimal(2).toPlainString();
    return switch (outcome) {
      case HOLDS ->
          "%s: burning %s× in the last %s and %s× in the last %s, both over %s× (%d of %d bad)"
              .formatted(
                  pair.name(),
                  text(longBurn),
                  BurnPair.text(pair.longWindow()),
                  text(shortBurn),
                  BurnPair.text(pair.shortWindow()),
                  limit,
                  reading.inLong().bad(),
                  reading.inLong().valid());
      case BELOW ->
          "%s: %s× and %s×, not both over %s×"
              .formatted(pair.name(), text(longBurn), text(shortBurn), limit);
      case TOO_FEW_BAD ->
          "%s: over %s×, but only %d of %d bad: too few to page"
              .formatted(pair.name(), limit, reading.inLong().bad(), reading.inLong().valid());
      case SILENT ->
          "%s: over %s× in the last %s, nothing measured in the last %s"
              .formatted(
                  pair.name(),
                  limit,
                  BurnPair.text(pair.longWindow()),
                  BurnPair.text(pair.shortWindow()));
      case NO_DATA ->
          "%s: nothing measured in the last %s"
              .formatted(pair.name(), BurnPair.text(pair.longWindow()));
    };
  }

  private static String text(@Nullable Fraction burn) {
    return burn == null ? "?" : burn.toDecimal(2).toPlainString();
  }

  /** What a pair says. */
  public enum Outcome {
    /** Both windows are over the factor, with enough bad events. */
    HOLDS,
    /** At least one measured window is at or below the factor. */
    BELOW,
    /** Both are over, with fewer bad events than may page. */
    TOO_FEW_BAD,
    /** The long window is over, the short one holds no data: neither burning nor recovered. */
    SILENT,
    /** Nothing was measured in the long window. */
    NO_DATA
  }
}
