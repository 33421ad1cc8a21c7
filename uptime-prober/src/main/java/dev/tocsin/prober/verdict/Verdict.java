package dev.tocsin.prober.verdict;

import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.verdict.VerdictEvent.Changed;
import dev.tocsin.prober.verdict.VerdictEvent.Created;
import dev.tocsin.prober.verdict.VerdictEvent.Observed;
import dev.tocsin.prober.verdict.VerdictEvent.Pause;
import dev.tocsin.prober.verdict.VerdictEvent.Resume;
import dev.tocsin.prober.verdict.VerdictEvent.Tick;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The verdict about a monitor, as a pure function of its state, one event and the time.
 *
 * <pre>
 *            first failure               quorum fails
 *   UP ───────────────────► UNCONFIRMED ─────────────► DOWN ◄──────────┐ quorum fails
 *   ▲ ▲                          │                      │ first good   │
 *   │ └──────────────────────────┘ the others see it up ▼              │
 *   └────────────────────────────────────────────── RECOVERING ────────┘
 *        enough good probes, quorum no longer fails
 *
 *   fewer healthy regions than the quorum → UNKNOWN from anywhere; a person → PAUSED
 * </pre>
 *
 * <p>A downtime is carried by at least two failing probes, also where the quorum is a single
 * region. An open alert survives UNKNOWN: missing data neither raises nor resolves it.
 */
public final class Verdict {
  private static final int FAILING_PROBES = 2;

  private Verdict() {}

  /** Decides what {@code event} means. */
  public static Decision decide(Rule rule, MonitorState state, VerdictEvent event, Instant now) {
    return switch (event) {
      case Observed observed -> observe(rule, state, observed, now);
      case Tick() -> tick(rule, state, now);
      case Pause() -> pause(state, now);
      case Resume() ->
          state.status() == Status.PAUSED
              ? restart(rule, state, "resumed, no results yet", now)
              : Decision.unchanged(state, "not paused");
      case Created() -> restart(rule, state, "no results yet", now);
      case Changed() ->
          state.status() == Status.PAUSED
              ? Decision.unchanged(state.with(new TreeMap<>()), "paused")
              : restart(rule, state, "settings changed, no results yet", now);
    };
  }

  /**
   * When the verdict could change by silence alone: the next time at which a result grows too old.
   */
  public static Instant dueAt(Rule rule, MonitorState state, Instant now) {
    return state.regions().values().stream()
        .filter(r -> state.status() != Status.PAUSED && r.fresh(now, rule.freshness()))
        .map(r -> r.at().plus(rule.freshness()).plusMillis(1))
        .min(Comparator.naturalOrder())
        .orElse(Instant.parse("9999-01-01T00:00:00Z"));
  }

  private static Decision observe(Rule rule, MonitorState before, Observed observed, Instant now) {
    RegionResult result = observed.result();
    RegionResult previous = before.regions().get(observed.region());
    if (before.status() == Status.PAUSED) {
      return Decision.unchanged(before, "paused");
    }
    if (!rule.regions().contains(observed.region())) {
      return Decision.unchanged(before, "not a region of this monitor");
    }
    if (!result.fresh(now, rule.freshness())) {
      return Decision.unchanged(before, "too late to count");
    }
    if (previous != null && !result.at().isAfter(previous.at())) {
      return Decision.unchanged(before, "older than the region's latest");
    }
    boolean alreadyFailing =
        previous != null && previous.bad() && previous.fresh(now, rule.freshness());
    Draft draft = new Draft(before.withRegion(observed.region(), result), now);
    Tally tally = Tally.of(rule, draft.state(), now);
    if (tally.healthy() < rule.quorum()) {
      lose(rule, draft, tally, result.at());
      return draft.done("too few healthy regions");
    }
    switch (before.status()) {
      case UP -> whileUp(rule, draft, tally, result, observed.region(), alreadyFailing);
      case UNCONFIRMED -> whileUnconfirmed(rule, draft, result);
      case DOWN -> whileDown(rule, draft, result, observed.region());
      case RECOVERING -> whileRecovering(rule, draft, tally, result);
      case UNKNOWN -> whileUnknown(rule, draft, tally, result, observed.region());
      case PAUSED -> throw new IllegalStateException("handled above");
    }
    return draft.done("as before");
  }

  private static void whileUp(
      Rule rule,
      Draft draft,
      Tally tally,
      RegionResult result,
      String region,
      boolean alreadyFailing) {
    boolean quorumFails = tally.bad().size() >= rule.quorum();
    if (!result.bad() || (alreadyFailing && !quorumFails)) {
      return;
    }
    suspect(rule, draft, region, result.at());
    draft.count(alreadyFailing ? FAILING_PROBES : tally.bad().size(), 0);
    whenQuorumFails(rule, draft, tally);
  }

  private static void whileUnconfirmed(Rule rule, Draft draft, RegionResult result) {
    MonitorState state = draft.state();
    if (result.bad()) {
      draft.count(state.badProbes() + 1, 0);
    }
    Tally tally = Tally.of(rule, draft.state(), draft.now());
    if (!whenQuorumFails(rule, draft, tally)) {
      clear(rule, draft, tally, result.at());
    }
  }

  private static void whileDown(Rule rule, Draft draft, RegionResult result, String region) {
    if (result.verdict() != ProbeVerdict.GOOD) {
      return;
    }
    draft.move(
        Status.RECOVERING,
        result.at(),
        "good again from " + region,
        draft.state().firstFailure(),
        draft.state().suspectedAt());
    draft.count(draft.state().badProbes(), 1);
    draft.confirm(others(rule, region));
    recover(rule, draft, Tally.of(rule, draft.state(), draft.now()));
  }

  private static void whileRecovering(Rule rule, Draft draft, Tally tally, RegionResult result) {
    MonitorState state = draft.state();
    switch (result.verdict()) {
      case GOOD -> {
        draft.count(state.badProbes(), state.goodProbes() + 1);
        recover(rule, draft, tally);
      }
      case BAD -> {
        boolean startedBefore = !result.at().isAfter(state.since());
        if (!startedBefore && tally.bad().size() >= rule.quorum()) {
          draft.move(
              Status.DOWN,
              result.at(),
              "failing again: " + tally.failures(rule, state),
              state.firstFailure(),
              state.suspectedAt());
          draft.count(state.badProbes() + 1, 0);
          draft.fire();
        }
      }
      case UNKNOWN -> {}
    }
  }

  private static void whileUnknown(
      Rule rule, Draft draft, Tally tally, RegionResult result, String region) {
    MonitorState state = draft.state();
    if (state.alertFiring()) {
      if (tally.bad().size() >= rule.quorum()) {
        draft.move(
            Status.DOWN,
            result.at(),
            "still failing: " + tally.failures(rule, state),
            state.firstFailure(),
            state.suspectedAt());
      } else if (result.verdict() == ProbeVerdict.GOOD) {
        whileDown(rule, draft, result, region);
      }
      return;
    }
    if (tally.bad().isEmpty()) {
      draft.move(Status.UP, result.at(), "good from " + join(tally.good()), null, null);
      return;
    }
    suspect(
        rule,
        draft,
        tally.bad().getFirst(),
        Objects.requireNonNullElse(tally.oldestFailure(state), result.at()));
    draft.count(tally.bad().size(), 0);
    whenQuorumFails(rule, draft, tally);
  }

  private static Decision tick(Rule rule, MonitorState state, Instant now) {
    if (state.status() == Status.PAUSED) {
      return Decision.unchanged(state, "paused");
    }
    Draft draft = new Draft(state, now);
    Tally tally = Tally.of(rule, state, now);
    if (tally.healthy() < rule.quorum()) {
      lose(rule, draft, tally, missingSince(rule, state, now));
    } else if (state.status() == Status.UNCONFIRMED) {
      clear(rule, draft, tally, now);
    }
    return draft.done("as before");
  }

  private static Decision pause(MonitorState state, Instant now) {
    if (state.status() == Status.PAUSED) {
      return Decision.unchanged(state, "already paused");
    }
    Draft draft = new Draft(state.with(new TreeMap<>()).counting(0, 0), now);
    draft.move(Status.PAUSED, now, "paused by a person", null, null);
    draft.resolve();
    return draft.done("paused");
  }

  private static Decision restart(Rule rule, MonitorState state, String reason, Instant now) {
    Draft draft = new Draft(state.with(new TreeMap<>()).counting(0, 0), now);
    draft.move(
        Status.UNKNOWN, now, reason, state.alertFiring() ? state.firstFailure() : null, null);
    draft.confirm(Set.copyOf(rule.regions()));
    return draft.done(reason);
  }

  private static void suspect(Rule rule, Draft draft, String region, Instant firstFailure) {
    draft.move(
        Status.UNCONFIRMED, firstFailure, "failed from " + region, firstFailure, draft.now());
    draft.confirm(others(rule, region));
  }

  private static boolean whenQuorumFails(Rule rule, Draft draft, Tally tally) {
    MonitorState state = draft.state();
    if (tally.bad().size() < rule.quorum() || state.badProbes() < FAILING_PROBES) {
      return false;
    }
    Instant first = Objects.requireNonNullElse(state.firstFailure(), state.since());
    draft.move(Status.DOWN, first, tally.failures(rule, state), first, state.suspectedAt());
    draft.fire();
    return true;
  }

  /** Ends a suspicion when the quorum can no longer be reached by the regions still to answer. */
  private static void clear(Rule rule, Draft draft, Tally tally, Instant at) {
    if (tally.atMostBad() < rule.quorum()) {
      String seen = tally.bad().isEmpty() ? "" : ", " + tally.failures(rule, draft.state());
      draft.move(Status.UP, at, "good from " + join(tally.good()) + seen, null, null);
      draft.count(0, 0);
      // Its own failure was a blip or is regional: the next probe of that region must not wait.
      draft.confirm(Set.copyOf(tally.bad()));
    }
  }

  private static void recover(Rule rule, Draft draft, Tally tally) {
    MonitorState state = draft.state();
    if (tally.bad().size() < rule.quorum() && state.goodProbes() >= rule.recoverGood()) {
      draft.move(
          Status.UP, state.since(), "recovered: good from " + join(tally.good()), null, null);
      draft.count(0, 0);
      draft.resolve();
    }
  }

  private static void lose(Rule rule, Draft draft, Tally tally, Instant at) {
    MonitorState state = draft.state();
    if (state.status() != Status.UNKNOWN) {
      draft.move(
          Status.UNKNOWN,
          at,
          "%d of %d regions can tell, %d needed"
              .formatted(tally.healthy(), rule.regions().size(), rule.quorum()),
          state.alertFiring() ? state.firstFailure() : null,
          null);
      draft.count(0, 0);
    }
  }

  /**
   * The moment after which too few regions were heard: an interval without a result is missing
   * data.
   */
  private static Instant missingSince(Rule rule, MonitorState state, Instant now) {
    List<Instant> newestFirst =
        state.regions().entrySet().stream()
            .filter(e -> rule.regions().contains(e.getKey()))
            .filter(e -> e.getValue().verdict() != ProbeVerdict.UNKNOWN)
            .map(e -> e.getValue().at())
            .sorted(Comparator.reverseOrder())
            .toList();
    if (newestFirst.size() < rule.quorum()) {
      return now;
    }
    return newestFirst.get(rule.quorum() - 1).plus(rule.freshness().dividedBy(3));
  }

  /** The other regions; all of them where one region alone is the quorum or the only one. */
  private static Set<String> others(Rule rule, String region) {
    Set<String> regions = new TreeSet<>(rule.regions());
    if (rule.quorum() > 1) {
      regions.remove(region);
    }
    return regions;
  }

  private static String join(List<String> regions) {
    return regions.isEmpty() ? "no region" : String.join(", ", regions);
  }
}
