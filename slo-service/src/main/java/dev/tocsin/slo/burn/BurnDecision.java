package dev.tocsin.slo.burn;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to do about an SLO's page. One alert; the pairs are separate reasons inside it, because
 * after a total outage the slow pair keeps the page on for half an hour after the fast one has
 * cleared.
 */
public sealed interface BurnDecision {

  /** The state from now on. */
  BurnState state();

  /** Why, in one sentence. */
  default String reason() {
    return state().reason();
  }

  /** Nothing changes for the reader of the alert. */
  record Stay(BurnState state) implements BurnDecision {}

  /** The page goes on. */
  record Fire(BurnState.Firing state) implements BurnDecision {}

  /** The page goes off. */
  record Resolve(BurnState.Quiet state) implements BurnDecision {}

  /** Decides from the present state and the windows as they are read now. */
  static BurnDecision decide(
      BurnState state, BurnRule rule, List<PairReading> windows, Instant now) {
    var verdicts = windows.stream().map(w -> PairVerdict.judge(rule, w)).toList();
    return decide(state, verdicts, now);
  }

  /** Decides from the present state and judged pairs. */
  static BurnDecision decide(BurnState state, List<PairVerdict> verdicts, Instant now) {
    boolean holds = verdicts.stream().anyMatch(PairVerdict::holds);
    boolean silent = verdicts.stream().anyMatch(v -> v.outcome() == PairVerdict.Outcome.SILENT);
    String reason = reason(verdicts, holds);
    return switch (state) {
      case BurnState.Quiet quiet when holds -> new Fire(quiet.fire(now, reason));
      case BurnState.Quiet quiet -> new Stay(new BurnState.Quiet(quiet.since(), reason));
      case BurnState.Firing firing when holds || silent ->
          new Stay(new BurnState.Firing(firing.since(), reason));
      case BurnState.Firing firing -> new Resolve(firing.resolve(now, reason));
    };
  }

  private static String reason(List<PairVerdict> verdicts, boolean holds) {
    return verdicts.stream()
        .filter(v -> !holds || v.holds())
        .map(PairVerdict::reason)
        .collect(Collectors.joining("; "));
  }
}
