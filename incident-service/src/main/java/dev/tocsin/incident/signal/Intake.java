package dev.tocsin.incident.signal;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import dev.tocsin.incident.escalation.Pager;
import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.AlertStore;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentAlert;
import dev.tocsin.incident.incident.IncidentPublisher;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.room.Response;
import dev.tocsin.incident.sql.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a valid alert: one transaction holds the alert, its incident, the planned pages and the
 * ledger row. Alerts of one key, and of one service, are taken one after the other.
 */
public final class Intake {

  private static final int KEY_LOCK = 1;
  private static final int GROUP_LOCK = 2;

  private final AlertStore alerts;
  private final Response response;
  private final Pager pager;
  private final Record record;
  private final Duration reopenWithin;

  /** Where the story of an incident is written. */
  public record Record(
      IncidentStore incidents,
      TimelineStore timeline,
      LedgerStore ledger,
      IncidentPublisher publisher) {}

  /** What became of an alert. */
  public enum Outcome {
    /** It opened an incident. */
    OPENED,
    /** It joined an incident, or fired again in it. */
    ATTACHED,
    /** This very event was taken before. */
    DUPLICATE,
    /** It ended an alert. */
    RESOLVED,
    /** It ended something that was not firing. */
    IGNORED
  }

  /**
   * The answer to the sender.
   *
   * @param alertId null when it was ignored
   * @param incidentId null when it was ignored
   * @param incidentNumber null when it was ignored
   */
  public record Taken(
      @Nullable UUID alertId,
      @Nullable UUID incidentId,
      @Nullable Long incidentNumber,
      Outcome outcome) {}

  /** Takes alerts; a firing one reopens its incident until {@code reopenWithin} after its end. */
  public Intake(
      AlertStore alerts, Response response, Pager pager, Record record, Duration reopenWithin) {
    this.alerts = alerts;
    this.response = response;
    this.pager = pager;
    this.record = record;
    this.reopenWithin = reopenWithin;
  }

  /** Takes a checked alert in the transaction {@code tx}. */
  public Taken take(Tx tx, Alert alert) throws SQLException {
    String dedupKey = Objects.requireNonNull(alert.dedupKey());
    String groupKey = Grouping.groupKey(alert.service(), dedupKey);
    tx.lock(KEY_LOCK, dedupKey);
    tx.lock(GROUP_LOCK, groupKey);
    var receipt = alerts.receipt(tx, UUID.fromString(Objects.requireNonNull(alert.eventId())));
    if (receipt != null) {
      return new Taken(
          receipt.alertId(), receipt.incidentId(), receipt.incidentNumber(), Outcome.DUPLICATE);
    }
    IncidentAlert known = alerts.latest(tx, dedupKey);
    Incident ofKey = known == null ? null : record.incidents().lock(tx, known.incidentId());
    return switch (Objects.requireNonNull(alert.status())) {
      case FIRING -> fire(tx, alert, groupKey, known, ofKey);
      case RESOLVED -> resolve(tx, alert, known, ofKey);
    };
  }

  private Taken fire(
      Tx tx, Alert alert, String groupKey, @Nullable IncidentAlert known, @Nullable Incident ofKey)
      throws SQLException {
    Incident ofService = alert.service() == null ? null : record.incidents().lockOpen(tx, groupKey);
    var decision = Grouping.decide(ofKey, ofService, tx.now(), reopenWithin);
    Severity severity = Objects.requireNonNull(alert.severity());
    return switch (decision) {
      case Grouping.Decision.Open open -> {
        Incident incident =
            response.open(
                tx, groupKey, Objects.requireNonNull(alert.title()), alert.service(), severity);
        yield join(tx, alert, incident, Outcome.OPENED, open.reason(), true);
      }
      case Grouping.Decision.Attach attach -> {
        Incident incident = raised(tx, attach.incident(), severity);
        boolean news =
            known == null
                || !known.incidentId().equals(incident.id())
                || known.status() == Alert.Status.RESOLVED;
        boolean worse = severity.compareTo(attach.incident().severity()) < 0;
        yield join(tx, alert, incident, Outcome.ATTACHED, attach.reason(), news || worse);
      }
      case Grouping.Decision.Reopen reopen -> {
        Incident again = response.reopen(tx, reopen.incident(), reopen.over(), reopen.reason());
        yield join(tx, alert, raised(tx, again, severity), Outcome.ATTACHED, reopen.reason(), true);
      }
    };
  }

  private Taken join(
      Tx tx, Alert alert, Incident incident, Outcome outcome, String why, boolean news)
      throws SQLException {
    IncidentAlert row = alerts.fire(tx, incident.id(), alert);
    if (news) {
      record
          .timeline()
          .add(
              tx,
              incident.id(),
              "alert",
              new Actor(row.source(), "api"),
              "Alert fires: " + row.title() + " (" + why + ").",
              row.links().isEmpty() ? null : row.links().getFirst().href());
      if (outcome == Outcome.ATTACHED) {
        record.publisher().publish(tx, incident, "alert_attached", Actor.SYSTEM);
      }
      route(tx, incident, row.severity());
    }
    return kept(tx, alert, row.id(), incident, outcome, why);
  }

  /** Wakes people where the alert's severity asks for it and nobody has taken the incident. */
  private void route(Tx tx, Incident incident, Severity severity) throws SQLException {
    var routing = Routing.decide(severity);
    if (!routing.pages()) {
      record.timeline().add(tx, incident.id(), "routing", Actor.SYSTEM, routing.reason());
    } else if (incident.state() instanceof IncidentState.Triggered) {
      pager.start(tx, incident);
    } else {
      record
          .timeline()
          .add(
              tx,
              incident.id(),
              "routing",
              Actor.SYSTEM,
              "Nobody else was woken: the incident is already acknowledged.");
    }
  }

  private Incident raised(Tx tx, Incident incident, Severity severity) throws SQLException {
    if (severity.compareTo(incident.severity()) >= 0) {
      return incident;
    }
    Incident worse = incident.at(severity);
    record.incidents().change(tx, worse);
    record
        .timeline()
        .add(
            tx,
            incident.id(),
            "severity",
            Actor.SYSTEM,
            "Severity raised from " + word(incident.severity()) + " to " + word(severity) + ".");
    return worse;
  }

  private Taken resolve(
      Tx tx, Alert alert, @Nullable IncidentAlert known, @Nullable Incident incident)
      throws SQLException {
    if (known == null || incident == null || known.status() == Alert.Status.RESOLVED) {
      return kept(tx, alert, null, null, Outcome.IGNORED, "no alert with this key is firing");
    }
    if (known.lastAt().isAfter(Objects.requireNonNull(alert.occurredAt()))) {
      return kept(tx, alert, null, null, Outcome.IGNORED, "the alert fired again after this");
    }
    alerts.resolve(tx, known.id(), alert);
    record
        .timeline()
        .add(
            tx,
            incident.id(),
            "alert",
            new Actor(known.source(), "api"),
            "Alert resolved: " + known.title() + ".");
    if (incident.open() && alerts.firing(tx, incident.id()) == 0) {
      response.resolve(
          tx, incident.id(), Actor.SYSTEM, "Resolved: every alert of this incident is resolved.");
    }
    return kept(tx, alert, known.id(), incident, Outcome.RESOLVED, "the alert was firing");
  }

  private Taken kept(
      Tx tx,
      Alert alert,
      @Nullable UUID alertId,
      @Nullable Incident incident,
      Outcome outcome,
      String reason)
      throws SQLException {
    UUID incidentId = incident == null ? null : incident.id();
    alerts.keep(tx, alert, alertId, incidentId, word(outcome), reason);
    record
        .ledger()
        .alert(
            tx,
            word(outcome),
            UUID.fromString(Objects.requireNonNull(alert.eventId())),
            incidentId,
            reason);
    return new Taken(alertId, incidentId, incident == null ? null : incident.number(), outcome);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
