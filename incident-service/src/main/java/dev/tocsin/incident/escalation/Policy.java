package dev.tocsin.incident.escalation;

import java.util.List;

/**
 * One version of an escalation policy.
 *
 * @param name unique name
 * @param version 1 for the first; a running escalation keeps the version it began with
 * @param levels in order; at least one
 * @param repeats how often all levels are gone through again before the last resort
 */
public record Policy(String name, int version, List<Level> levels, int repeats) {

  /** The policy that every incident uses. */
  public static final String DEFAULT = "default";

  /** Names the rule that a policy breaks. */
  public Policy {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a policy has at least one level");
    }
    levels = List.copyOf(levels);
  }
}
