package dev.tocsin.slo.burn;

import dev.tocsin.slo.objective.Objective;
import dev.tocsin.slo.objective.SloDefinition;
import java.time.Duration;

/**
 * What the windows are judged by.
 *
 * @param objective the promise
 * @param period length of the rolling window
 * @param minBad fewest bad events in the long window that may page
 */
public record BurnRule(Objective objective, Duration period, int minBad) {

  /** The rule of one definition. */
  public static BurnRule of(SloDefinition slo) {
    return new BurnRule(slo.objective(), slo.period(), slo.minBad());
  }
}
