package dev.tocsin.slo.report;

import dev.tocsin.slo.burn.BurnPair;
import dev.tocsin.slo.burn.PairVerdict;
import dev.tocsin.slo.objective.Fraction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each figure of an SLO comes about: formula, inputs, result, nothing rounded on the way. */
final class Explanation {

  private final List<Step> steps = new ArrayList<>();

  private Explanation() {}

  /** The steps, in the order in which the figures build on each other. */
  static List<Step> of(Figures f) {
    var explanation = new Explanation();
    explanation.period(f);
    explanation.budget(f);
    f.burn().forEach(verdict -> explanation.burn(f, verdict));
    return List.copyOf(explanation.steps);
  }

  private void period(Figures f) {
    var budget = f.budget();
    add(
        "window",
        "the last " + f.definition().slo().windowDays() + " days; edges fall on buckets of 10 s",
        result(
            Instant.ofEpochSecond(f.period().from())
                + " to "
                + Instant.ofEpochSecond(f.period().to())),
        "from",
        Instant.ofEpochSecond(f.period().from()),
        "to",
        Instant.ofEpochSecond(f.period().to()));
    add(
        "coverage",
        "measured five-minute slices / slices of the window",
        budget.coverage(),
        "measured",
        budget.measuredSlices(),
        "expected",
        budget.expectedSlices());
    add(
        "sli",
        "good / valid",
        budget.sli(),
        "good",
        budget.counts().good(),
        "valid",
        budget.counts().valid());
  }

  private void budget(Figures f) {
    var budget = f.budget();
    Fraction share = budget.objective().budget();
    String objective = budget.objective().toString();
    add("budget fraction B", "1 − objective", share, "objective", objective);
    add(
        "budget in minutes",
        "B · minutes of the window",
        budget.totalMinutes(),
        "B",
        share.toString(),
        "minutes",
        budget.period().toMinutes());
    add(
        "budget left",
        "1 − bad / (B · valid)",
        budget.left(),
        "bad",
        budget.counts().bad(),
        "valid",
        budget.counts().valid(),
        "B",
        share.toString());
    add(
        "budget left if missing slices were good",
        "1 − bad / (B · valid) · measured / expected",
        budget.leftIfMissingGood(),
        "measured",
        budget.measuredSlices(),
        "expected",
        budget.expectedSlices());
    add(
        "budget left if missing slices were bad",
        "1 − (bad / valid · measured / expected + 1 − measured / expected) / B",
        budget.leftIfMissingBad(),
        "measured",
        budget.measuredSlices(),
        "expected",
        budget.expectedSlices());
  }

  private void burn(Figures f, PairVerdict verdict) {
    var reading = verdict.reading();
    var pair = reading.pair();
    String name = pair.name();
    String share = f.budget().objective().budget().toString();
    add(
        name + ": factor F",
        "s · P / w",
        verdict.factor(),
        "s",
        pair.share().toString(),
        "P hours",
        f.budget().period().toHours(),
        "w hours",
        pair.longWindow().toHours());
    add(
        name + ": burn of the last " + BurnPair.text(pair.longWindow()),
        "bad / valid / B · warm / w, where warm is the part of w since measuring began",
        verdict.longBurn(),
        "bad",
        reading.inLong().bad(),
        "valid",
        reading.inLong().valid(),
        "B",
        share,
        "warm seconds",
        reading.warmSeconds(),
        "w seconds",
        pair.longWindow().toSeconds());
    add(
        name + ": burn of the last " + BurnPair.text(pair.shortWindow()),
        "bad / valid / B",
        verdict.shortBurn(),
        "bad",
        reading.inShort().bad(),
        "valid",
        reading.inShort().valid(),
        "B",
        share);
    add(
        name + ": holds",
        "both burns > F (equal is not over) and bad ≥ " + f.definition().slo().minBad(),
        result(verdict.reason()),
        "outcome",
        verdict.outcome().name());
  }

  private void add(String figure, String formula, @Nullable Fraction result, Object... inputs) {
    String exact = result == null ? "not measured" : result.toString();
    String decimal = result == null ? null : result.toDecimal().toPlainString();
    steps.add(new Step(figure, formula, inputs(inputs), exact, decimal));
  }

  private void add(String figure, String formula, Text result, Object... inputs) {
    steps.add(new Step(figure, formula, inputs(inputs), result.text(), null));
  }

  private static Map<String, Object> inputs(Object... pairs) {
    var inputs = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      inputs.put((String) pairs[i], pairs[i + 1]);
    }
    return inputs;
  }

  private static Text result(String text) {
    return new Text(text);
  }

  private record Text(String text) {}

  /**
   * How one figure comes about.
   *
   * @param figure its name
   * @param formula in words of the inputs
   * @param inputs numbers that go in
   * @param exact the result as an exact ratio or text
   * @param decimal the result as printed elsewhere; null when it is not a number
   */
  record Step(
      String figure,
      String formula,
      Map<String, Object> inputs,
      String exact,
      @Nullable String decimal) {}
}
