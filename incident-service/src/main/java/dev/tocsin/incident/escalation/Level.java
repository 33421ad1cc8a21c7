package dev.tocsin.incident.escalation;

import java.util.List;

/**
 * One step of a policy.
 *
 * @param delayMinutes how long to wait for an acknowledgement before the next level
 * @param targets who is woken, all at once
 */
public record Level(int delayMinutes, List<Target> targets) {

  /** Keeps its own copy. */
  public Level {
    targets = List.copyOf(targets);
  }
}
