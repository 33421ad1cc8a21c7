package dev.tocsin.slo.openslo;

import dev.tocsin.slo.burn.BurnPair;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.SloDefinition;

/** Rules of reachability: an SLO that can never page, or always too late, is told so at once. */
final class Lint {

  /** One bucket, one evaluation and a usual probe interval: before that nobody can know. */
  private static final Fraction DETECTION_MINUTES = Fraction.of(1, 1);

  private Lint() {}

  /** Checks a definition; findings belong to the objective. */
  static void check(SloDefinition slo, YamlObject objective) {
    String key = objective.has("targetPercent") ? "targetPercent" : "target";
    Fraction budget = slo.objective().budget();
    Fraction highestBurn = Fraction.ONE.dividedBy(budget);
    for (BurnPair pair : BurnPair.PAGE) {
      Fraction factor = pair.factor(slo.period());
      if (!highestBurn.isOver(factor)) {
        Fraction lowest = Fraction.ONE.minus(Fraction.ONE.dividedBy(factor));
        objective.error(
            key,
            "be over %s: the highest possible burn is %s×, so the %s pair (%s×) can never fire"
                .formatted(
                    lowest.toDecimal().toPlainString(),
                    highestBurn.toDecimal(2).toPlainString(),
                    pair.name(),
                    factor.toDecimal(2).toPlainString()));
        break;
      }
    }
    Fraction minutes = budget.times(Fraction.of(slo.period().toMinutes(), 1));
    if (DETECTION_MINUTES.isOver(minutes)) {
      objective.warning(
          key,
          "leaves %s s of outage in %d days: the budget is empty before an alert can save it"
              .formatted(
                  minutes.times(Fraction.of(60, 1)).toDecimal(2).toPlainString(),
                  slo.windowDays()));
    }
  }
}
