package dev.tocsin.prober.verdict;

import dev.tocsin.prober.verdict.Decision.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A decision while it is being made: one event may pass through two states at once. */
final class Draft {
  private final Instant now;
  private final List<Transition> transitions = new ArrayList<>();
  private final Set<String> confirm = new TreeSet<>();
  private MonitorState state;
  private Page alert = Page.NONE;

  Draft(MonitorState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  MonitorState state() {
    return state;
  }

  void count(int bad, int good) {
    state = state.counting(bad, good);
  }

  void confirm(Set<String> regions) {
    confirm.addAll(regions);
  }

  /** Moves to {@code to}; the time can only go forward. */
  void move(
      Status to,
      Instant effectiveAt,
      String reason,
      @Nullable Instant firstFailure,
      @Nullable Instant suspectedAt) {
    Instant at = effectiveAt.isBefore(state.since()) ? state.since() : effectiveAt;
    transitions.add(new Transition(state.status(), to, at, reason));
    state =
        new MonitorState(
            to,
            at,
            reason,
            firstFailure,
            suspectedAt,
            state.badProbes(),
            state.goodProbes(),
            state.alertFiring(),
            state.regions());
  }

  /** Raises the alert unless it already rings. */
  void fire() {
    if (!state.alertFiring()) {
      alert = Page.FIRE;
      firing(true);
    }
  }

  /** Resolves the alert if it rings. */
  void resolve() {
    if (state.alertFiring()) {
      alert = Page.RESOLVE;
      firing(false);
    }
  }

  private void firing(boolean firing) {
    state =
        new MonitorState(
            state.status(),
            state.since(),
            state.reason(),
            state.firstFailure(),
            state.suspectedAt(),
            state.badProbes(),
            state.goodProbes(),
            firing,
            state.regions());
  }

  Instant now() {
    return now;
  }

  Decision done(String quiet) {
    String reason = transitions.isEmpty() ? quiet : transitions.getLast().reason();
    return new Decision(state, List.copyOf(transitions), Set.copyOf(confirm), alert, reason);
  }
}
