package dev.tocsin.prober.verdict;

import java.util.List;
import java.util.Set;

/**
 * What follows from one event.
 *
 * @param next the new state
 * @param transitions changes of status, in order; often empty
 * @param confirm regions that must probe at once
 * @param alert what to tell the on-call
 * @param reason why, in one sentence or word
 */
public record Decision(
    MonitorState next,
    List<Transition> transitions,
    Set<String> confirm,
    Page alert,
    String reason) {

  /** What to do about the alert. */
  public enum Page {
    NONE,
    FIRE,
    RESOLVE
  }

  static Decision unchanged(MonitorState state, String reason) {
    return new Decision(state, List.of(), Set.of(), Page.NONE, reason);
  }
}
