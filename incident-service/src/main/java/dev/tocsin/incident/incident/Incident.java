package dev.tocsin.incident.incident;

import dev.tocsin.events.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One trouble, however many alerts speak of it.
 *
 * @param id never changes
 * @param number as people say it
 * @param groupKey at most one open incident has it
 * @param title of the first alert
 * @param service the service concerned
 * @param severity the worst that any of its alerts said
 * @param state where it stands
 * @param openedAt when it was opened, by the database's clock
 * @param flag what went wrong with waking people; null when nothing did
 */
public record Incident(
    UUID id,
    long number,
    String groupKey,
    String title,
    @Nullable String service,
    Severity severity,
    IncidentState state,
    Instant openedAt,
    @Nullable String flag) {

  /** The same incident in another state. */
  public Incident in(IncidentState next) {
    return new Incident(id, number, groupKey, title, service, severity, next, openedAt, flag);
  }

  /** The same incident with another severity. */
  public Incident at(Severity worse) {
    return new Incident(id, number, groupKey, title, service, worse, state, openedAt, flag);
  }

  /** The same incident with a word on what went wrong with waking people. */
  public Incident flagged(String problem) {
    return new Incident(id, number, groupKey, title, service, severity, state, openedAt, problem);
  }

  /** Whether it is not over yet. */
  public boolean open() {
    return !(state instanceof IncidentState.Resolved);
  }
}
