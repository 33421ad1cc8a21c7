package dev.tocsin.slo.budget;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.Objective;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The error budget of one period, counted by Occurrences.
 *
 * @param objective the promise
 * @param period length of the rolling window
 * @param counts what was measured in it
 * @param measuredSlices five-minute slices with at least one measured event
 * @param expectedSlices five-minute slices of the period
 */
public record ErrorBudget(
    Objective objective,
    Duration period,
    GoodTotal counts,
    long measuredSlices,
    long expectedSlices) {

  /** A slice cannot be measured more than once. */
  public ErrorBudget {
    if (expectedSlices <= 0 || measuredSlices < 0 || measuredSlices > expectedSlices) {
      throw new IllegalArgumentException(
          "measured slices must be from 0 to the expected ones: " + measuredSlices);
    }
  }

  /** good / valid; null when nothing was measured. */
  public @Nullable Fraction sli() {
    return counts.measured() ? Fraction.of(counts.good(), counts.valid()) : null;
  }

  /** 1 − bad / (B · valid); below zero when overspent, null when nothing was measured. */
  public @Nullable Fraction left() {
    return counts.measured() ? left(Fraction.of(counts.bad(), counts.valid())) : null;
  }

  /** As {@link #left()}, had the missing slices carried the same traffic, all good. */
  public @Nullable Fraction leftIfMissingGood() {
    return counts.measured() ? left(badRatioIfMissingGood()) : null;
  }

  /** As {@link #left()}, had the missing slices carried the same traffic, all bad. */
  public @Nullable Fraction leftIfMissingBad() {
    return counts.measured()
        ? left(badRatioIfMissingGood().plus(Fraction.ONE.minus(knownShare())))
        : null;
  }

  /** The share of the whole period's budget that {@code bad} events spend. */
  public @Nullable Fraction shareSpentBy(long bad) {
    return counts.measured()
        ? Fraction.of(bad, counts.valid()).times(knownShare()).dividedBy(objective.budget())
        : null;
  }

  /** Measured slices / expected slices. */
  public Fraction coverage() {
    return Fraction.of(measuredSlices, expectedSlices);
  }

  /** B · P in minutes: how long a total outage empties the budget. */
  public Fraction totalMinutes() {
    return objective.budget().times(Fraction.of(period.toMinutes(), 1));
  }

  private Fraction left(Fraction badRatio) {
    return Fraction.ONE.minus(badRatio.dividedBy(objective.budget()));
  }

  private Fraction badRatioIfMissingGood() {
    return Fraction.of(counts.bad(), counts.valid()).times(knownShare());
  }

  /** Where events exist, at least one slice was measured. */
  private Fraction knownShare() {
    return Fraction.of(Math.max(1, measuredSlices), expectedSlices);
  }
}
