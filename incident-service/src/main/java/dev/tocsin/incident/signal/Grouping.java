package dev.tocsin.incident.signal;

import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides which incident a firing alert belongs to. In this order: the open incident that already
 * has the alert's key; the open incident of the alert's service; the incident that had the key and
 * ended a short time ago, which is reopened; a new one.
 */
public final class Grouping {

  private Grouping() {}

  /** Where a firing alert goes, and why. */
  public sealed interface Decision {
    /** In words. */
    String reason();

    /** To an open incident. */
    record Attach(Incident incident, String reason) implements Decision {}

    /** To an incident that was over and begins again. */
    record Reopen(Incident incident, IncidentState.Resolved over, String reason)
        implements Decision {}

    /** To an incident of its own. */
    record Open(String reason) implements Decision {}
  }

  /**
   * The decision.
   *
   * @param ofKey the incident that the alert's key joined last; null when there is none
   * @param ofService the open incident of the alert's service; null when there is none
   * @param now the database's time
   * @param reopenWithin how long after its end an incident may begin again
   */
  public static Decision decide(
      @Nullable Incident ofKey, @Nullable Incident ofService, Instant now, Duration reopenWithin) {
    if (ofKey != null && ofKey.open()) {
      return new Decision.Attach(ofKey, "the same alert belongs to this open incident");
    }
    if (ofService != null) {
      return new Decision.Attach(ofService, "an incident of the same service is open");
    }
    if (ofKey != null
        && ofKey.state() instanceof IncidentState.Resolved over
        && !over.at().plus(reopenWithin).isBefore(now)) {
      return new Decision.Reopen(
          ofKey,
          over,
          "Reopened: the same alert fired again within " + reopenWithin.toMinutes() + " minutes.");
    }
    return new Decision.Open("no open incident has this alert or its service");
  }

  /** The key under which at most one incident may be open. */
  public static String groupKey(@Nullable String service, String dedupKey) {
    return service != null ? "service:" + service : "alert:" + dedupKey;
  }
}
