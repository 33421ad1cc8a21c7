package dev.tocsin.incident.room;

import dev.tocsin.events.Severity;
import dev.tocsin.incident.escalation.Pager;
import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentPublisher;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.IncidentWatch;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.sql.Tx;
import dev.tocsin.problem.ProblemException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transitions of an incident with everything that belongs to them, in one transaction. */
public final class Response {

  private final IncidentStore incidents;
  private final Pager pager;
  private final TimelineStore timeline;
  private final LedgerStore ledger;
  private final IncidentPublisher publisher;
  private final IncidentWatch watch;

  /** Works on these tables. */
  public Response(
      IncidentStore incidents,
      Pager pager,
      TimelineStore timeline,
      LedgerStore ledger,
      IncidentPublisher publisher,
      IncidentWatch watch) {
    this.incidents = incidents;
    this.pager = pager;
    this.timeline = timeline;
    this.ledger = ledger;
    this.publisher = publisher;
    this.watch = watch;
  }

  /**
   * Somebody takes the incident: nobody else is woken. Done already, it changes nothing.
   *
   * @param personId whose page it answers; null when the actor is not known as a person
   * @throws ProblemException 404 for an unknown incident, 409 when it is over
   */
  public Incident acknowledge(Tx tx, UUID incidentId, Actor actor, @Nullable UUID personId)
      throws SQLException {
    Incident incident = locked(tx, incidentId);
    return switch (incident.state()) {
      case IncidentState.Acknowledged _ -> incident;
      case IncidentState.Resolved over ->
          throw ProblemException.conflict(
              "Incident #"
                  + incident.number()
                  + " was resolved at "
                  + over.at()
                  + " by "
                  + over.by()
                  + " and cannot be acknowledged.");
      case IncidentState.Triggered triggered -> {
        Incident taken = incident.in(triggered.acknowledge(actor.name(), tx.now()));
        incidents.change(tx, taken);
        pager.acknowledged(tx, incidentId, personId);
        tell(tx, taken, "ack", "acknowledged", actor, "Acknowledged: nobody else will be woken.");
        yield taken;
      }
    };
  }

  /**
   * The incident is over. Done already, it changes nothing.
   *
   * @param why said in the timeline
   * @throws ProblemException 404 for an unknown incident
   */
  public Incident resolve(Tx tx, UUID incidentId, Actor actor, String why) throws SQLException {
    Incident incident = locked(tx, incidentId);
    IncidentState.Resolved over =
        switch (incident.state()) {
          case IncidentState.Resolved before -> before;
          case IncidentState.Triggered triggered -> triggered.resolve(actor.name(), tx.now());
          case IncidentState.Acknowledged taken -> taken.resolve(actor.name(), tx.now());
        };
    if (over.equals(incident.state())) {
      return incident;
    }
    Incident resolved = incident.in(over);
    incidents.change(tx, resolved);
    pager.resolved(tx, incidentId);
    tell(tx, resolved, "resolve", "resolved", actor, why);
    tx.afterCommit(() -> watch.resolved(incidentId));
    return resolved;
  }

  /** The same trouble came back soon after the end. */
  public Incident reopen(Tx tx, Incident incident, IncidentState.Resolved over, String why)
      throws SQLException {
    Incident again = incident.in(over.reopen());
    incidents.change(tx, again);
    tell(tx, again, "reopen", "reopened", Actor.SYSTEM, why);
    tx.afterCommit(() -> watch.opened(incident.id()));
    return again;
  }

  /** Opens an incident. */
  public Incident open(
      Tx tx, String groupKey, String title, @Nullable String service, Severity severity)
      throws SQLException {
    Incident incident = incidents.open(tx, groupKey, title, service, severity);
    tell(tx, incident, "alert", "opened", Actor.SYSTEM, "Incident opened: " + title);
    tx.afterCommit(() -> watch.opened(incident.id()));
    return incident;
  }

  /** Somebody writes something down. */
  public void note(Tx tx, UUID incidentId, Actor actor, String text) throws SQLException {
    tell(tx, locked(tx, incidentId), "note", "note", actor, text);
  }

  private void tell(
      Tx tx, Incident incident, String timelineKind, String event, Actor actor, String text)
      throws SQLException {
    timeline.add(tx, incident.id(), timelineKind, actor, text);
    ledger.incident(tx, "incident_" + event, incident.id(), actor.shown());
    publisher.publish(tx, incident, event, actor);
  }

  private Incident locked(Tx tx, UUID id) throws SQLException {
    Incident incident = incidents.lock(tx, id);
    if (incident == null) {
      throw ProblemException.notFound("incident", id.toString());
    }
    return incident;
  }
}
