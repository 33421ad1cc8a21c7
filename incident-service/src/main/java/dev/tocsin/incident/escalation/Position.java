package dev.tocsin.incident.escalation;

/**
 * A place in an escalation. Rounds beyond the policy's repeats are the last resort.
 *
 * @param loop round, from 0
 * @param level level, from 1
 */
public record Position(int loop, int level) {

  /** Where every escalation begins. */
  public static final Position START = new Position(0, 1);

  boolean lastResort(Policy policy) {
    return loop > policy.repeats();
  }

  Position after(Policy policy) {
    return lastResort(policy) || level >= policy.levels().size()
        ? new Position(loop + 1, 1)
        : new Position(loop, level + 1);
  }
}
