package dev.tocsin.incident.oncall;

import java.time.Instant;
import java.util.List;

/**
 * A schedule with all its versions, oldest first and never empty.
 *
 * @param name unique name
 * @param versions what was and is in force
 */
public record Schedule(String name, List<ScheduleVersion> versions) {

  /** Names the rule that a schedule breaks. */
  public Schedule {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a schedule has at least one version");
    }
    versions = List.copyOf(versions);
  }

  /** The newest version. */
  public ScheduleVersion current() {
    return versions.getLast();
  }

  /** The version in force at {@code at}; the first one for the time before it was made. */
  ScheduleVersion inForce(Instant at) {
    ScheduleVersion found = versions.getFirst();
    for (ScheduleVersion version : versions) {
      if (!version.effectiveFrom().isAfter(at)) {
        found = version;
      }
    }
    return found;
  }
}
