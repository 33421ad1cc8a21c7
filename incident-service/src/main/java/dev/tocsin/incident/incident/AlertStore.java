package dev.tocsin.incident.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code alert} (per incident and dedup key) and {@code alert_event} (as received). */
@ApplicationScoped
public class AlertStore {

  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
  private static final TypeReference<List<Alert.Link>> LINKS = new TypeReference<>() {};

  private final ObjectMapper json;

  AlertStore(ObjectMapper json) {
    this.json = json;
  }

  /**
   * What was answered to an event.
   *
   * @param alertId the alert it belongs to; null when it was ignored
   * @param incidentId the incident; null when it was ignored
   * @param incidentNumber its number
   */
  public record Receipt(
      @Nullable UUID alertId, @Nullable UUID incidentId, @Nullable Long incidentNumber) {}

  /** What was answered to this event before, or null when it is new. */
  public @Nullable Receipt receipt(Tx tx, UUID eventId) throws SQLException {
    return tx.first(
        "SELECT e.alert_id, e.incident_id, i.number FROM alert_event e"
            + " LEFT JOIN incident i ON i.id = e.incident_id WHERE e.event_id = ?",
        row -> {
          UUID incidentId = row.uuidOrNull("incident_id");
          return new Receipt(
              row.uuidOrNull("alert_id"),
              incidentId,
              incidentId == null ? null : row.bigNumber("number"));
        },
        eventId);
  }

  /** Keeps an event as it came, with what became of it. */
  public void keep(
      Tx tx,
      Alert alert,
      @Nullable UUID alertId,
      @Nullable UUID incidentId,
      String outcome,
      String reason)
      throws SQLException {
    tx.update(
        "INSERT INTO alert_event (event_id, received_at, dedup_key, status, payload, alert_id,"
            + " incident_id, outcome, reason) VALUES (?, now(), ?, ?, ?::jsonb, ?, ?, ?, ?)",
        UUID.fromString(Objects.requireNonNull(alert.eventId())),
        alert.dedupKey(),
        word(Objects.requireNonNull(alert.status())),
        write(alert),
        alertId,
        incidentId,
        outcome,
        reason);
  }

  /** Takes a firing alert into an incident: a new row, or one more occurrence of a known key. */
  public IncidentAlert fire(Tx tx, UUID incidentId, Alert alert) throws SQLException {
    return tx.one(
        """
        INSERT INTO alert (incident_id, dedup_key, source, status, severity, title, description,
                           labels, links, count, first_at, last_at)
        VALUES (?, ?, ?, 'firing', ?, ?, ?, ?::jsonb, ?::jsonb, 1, ?, ?)
        ON CONFLICT (incident_id, dedup_key) DO UPDATE
           SET status = 'firing', severity = excluded.severity, title = excluded.title,
               description = excluded.description, labels = excluded.labels,
               links = excluded.links, count = alert.count + 1,
               last_at = greatest(alert.last_at, excluded.last_at)
        RETURNING *
        """,
        this::alert,
        incidentId,
        alert.dedupKey(),
        alert.source(),
        word(Objects.requireNonNull(alert.severity())),
        alert.title(),
        alert.description(),
        write(alert.labels()),
        write(alert.links()),
        alert.occurredAt(),
        alert.occurredAt());
  }

  /** Marks an alert as resolved. */
  public void resolve(Tx tx, UUID alertId, Alert alert) throws SQLException {
    tx.update(
        "UPDATE alert SET status = 'resolved', last_at = ? WHERE id = ?",
        alert.occurredAt(),
        alertId);
  }

  /** The alert with this key in the incident that it joined last, or null. */
  public @Nullable IncidentAlert latest(Tx tx, String dedupKey) throws SQLException {
    return tx.first(
        "SELECT a.* FROM alert a JOIN incident i ON i.id = a.incident_id WHERE a.dedup_key = ?"
            + " ORDER BY (i.state <> 'resolved') DESC, i.number DESC LIMIT 1",
        this::alert,
        dedupKey);
  }

  /** All alerts of an incident, oldest first. */
  public List<IncidentAlert> of(Tx tx, UUID incidentId) throws SQLException {
    return tx.list(
        "SELECT * FROM alert WHERE incident_id = ? ORDER BY id LIMIT 1000",
        this::alert,
        incidentId);
  }

  /** How many alerts of an incident still fire. */
  public long firing(Tx tx, UUID incidentId) throws SQLException {
    return tx.one(
        "SELECT count(*) AS n FROM alert WHERE incident_id = ? AND status = 'firing'",
        row -> row.bigNumber("n"),
        incidentId);
  }

  private IncidentAlert alert(Columns row) throws SQLException {
    return new IncidentAlert(
        row.uuid("id"),
        row.uuid("incident_id"),
        row.text("dedup_key"),
        row.text("source"),
        Alert.Status.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
        Severity.valueOf(row.text("severity").toUpperCase(Locale.ROOT)),
        row.text("title"),
        row.textOrNull("description"),
        read(row.text("labels"), LABELS),
        read(row.text("links"), LINKS),
        row.number("count"),
        row.instant("first_at"),
        row.instant("last_at"));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON cannot be read", e);
    }
  }
}
