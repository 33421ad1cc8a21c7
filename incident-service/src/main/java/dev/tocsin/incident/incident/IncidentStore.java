package dev.tocsin.incident.incident;

import dev.tocsin.events.Severity;
import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code incident}. Whoever changes an incident locks its row first; the lock is the weak
 * one, so that rows which only refer to the incident can still be written.
 */
@ApplicationScoped
public class IncidentStore {

  /** Which incidents a list shows. */
  public enum Filter {
    /** Not over yet. */
    OPEN,
    /** Over. */
    RESOLVED,
    /** Every one. */
    ALL
  }

  /** Opens an incident. */
  public Incident open(
      Tx tx, String groupKey, String title, @Nullable String service, Severity severity)
      throws SQLException {
    return tx.one(
        "INSERT INTO incident (number, group_key, title, service, severity, state, opened_at)"
            + " VALUES (nextval('incident_number'), ?, ?, ?, ?, 'triggered', now()) RETURNING *",
        IncidentStore::incident,
        groupKey,
        title,
        service,
        word(severity));
  }

  /** One incident, or null. */
  public @Nullable Incident find(Tx tx, UUID id) throws SQLException {
    return tx.first("SELECT * FROM incident WHERE id = ?", IncidentStore::incident, id);
  }

  /** One incident, locked until the transaction ends; null when there is none. */
  public @Nullable Incident lock(Tx tx, UUID id) throws SQLException {
    return tx.first(
        "SELECT * FROM incident WHERE id = ? FOR NO KEY UPDATE", IncidentStore::incident, id);
  }

  /** The open incident of a group, locked; null when there is none. */
  public @Nullable Incident lockOpen(Tx tx, String groupKey) throws SQLException {
    return tx.first(
        "SELECT * FROM incident WHERE group_key = ? AND state <> 'resolved' FOR NO KEY UPDATE",
        IncidentStore::incident,
        groupKey);
  }

  /** Stores state, severity and flag. */
  public void change(Tx tx, Incident incident) throws SQLException {
    var acknowledged =
        switch (incident.state()) {
          case IncidentState.Triggered _ -> null;
          case IncidentState.Acknowledged now -> now;
          case IncidentState.Resolved resolved -> resolved.before();
        };
    var resolved = incident.state() instanceof IncidentState.Resolved over ? over : null;
    tx.update(
        "UPDATE incident SET state = ?, severity = ?, flag = ?, acknowledged_at = ?,"
            + " acknowledged_by = ?, resolved_at = ?, resolved_by = ? WHERE id = ?",
        incident.state().word(),
        word(incident.severity()),
        incident.flag(),
        acknowledged == null ? null : acknowledged.at(),
        acknowledged == null ? null : acknowledged.by(),
        resolved == null ? null : resolved.at(),
        resolved == null ? null : resolved.by(),
        incident.id());
  }

  /** Incidents by falling number, those with a number below {@code before}. */
  public List<Incident> list(Tx tx, Filter filter, long before, int limit) throws SQLException {
    String condition =
        switch (filter) {
          case OPEN -> " AND state <> 'resolved'";
          case RESOLVED -> " AND state = 'resolved'";
          case ALL -> "";
        };
    return tx.list(
        "SELECT * FROM incident WHERE number < ?" + condition + " ORDER BY number DESC LIMIT ?",
        IncidentStore::incident,
        before,
        limit);
  }

  /** Critical incidents resolved within {@code window} that have no postmortem yet. */
  public List<UUID> criticalWithoutPostmortem(Tx tx, Duration window) throws SQLException {
    return tx.list(
        "SELECT i.id FROM incident i WHERE i.state = 'resolved' AND i.severity = 'critical'"
            + " AND i.resolved_at > now() - make_interval(secs => ?)"
            + " AND NOT EXISTS (SELECT 1 FROM postmortem p WHERE p.incident_id = i.id)"
            + " ORDER BY i.number LIMIT 20",
        row -> row.uuid("id"),
        (int) window.toSeconds());
  }

  /** The postmortem of an incident, or null. */
  public @Nullable UUID postmortemOf(Tx tx, UUID incidentId) throws SQLException {
    return tx.first(
        "SELECT id FROM postmortem WHERE incident_id = ?", row -> row.uuid("id"), incidentId);
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static Incident incident(Columns row) throws SQLException {
    return new Incident(
        row.uuid("id"),
        row.bigNumber("number"),
        row.text("group_key"),
        row.text("title"),
        row.textOrNull("service"),
        Severity.valueOf(row.text("severity").toUpperCase(Locale.ROOT)),
        state(row),
        row.instant("opened_at"),
        row.textOrNull("flag"));
  }

  private static IncidentState state(Columns row) throws SQLException {
    String by = row.textOrNull("acknowledged_by");
    var acknowledged =
        by == null ? null : new IncidentState.Acknowledged(row.instant("acknowledged_at"), by);
    String word = row.text("state");
    if (word.equals("resolved")) {
      return new IncidentState.Resolved(
          row.instant("resolved_at"), row.text("resolved_by"), acknowledged);
    }
    return acknowledged != null ? acknowledged : new IncidentState.Triggered();
  }
}
