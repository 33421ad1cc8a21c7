package dev.tocsin.incident.impact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Table {@code impact_answer}: every answer is kept as it was. */
@ApplicationScoped
public class ImpactStore {

  private static final TypeReference<List<ImpactAnswer.Figure>> FIGURES = new TypeReference<>() {};

  private final ObjectMapper json;

  ImpactStore(ObjectMapper json) {
    this.json = json;
  }

  /** Keeps an answer. */
  public void add(Tx tx, UUID incidentId, ImpactAnswer answer) throws SQLException {
    tx.update(
        "INSERT INTO impact_answer (incident_id, occasion, source, query, from_at, to_at, asked_at,"
            + " available, reason, sha256, figures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)",
        incidentId,
        answer.occasion(),
        answer.source(),
        answer.query(),
        answer.from(),
        answer.to(),
        answer.askedAt(),
        answer.available(),
        answer.reason(),
        answer.sha256(),
        write(answer.figures()));
  }

  /** Everything that was answered about an incident, oldest first. */
  public List<ImpactAnswer> of(Tx tx, UUID incidentId) throws SQLException {
    return tx.list(
        "SELECT * FROM impact_answer WHERE incident_id = ? ORDER BY asked_at, source LIMIT 500",
        this::answer,
        incidentId);
  }

  private ImpactAnswer answer(Columns row) throws SQLException {
    try {
      return new ImpactAnswer(
          row.text("source"),
          row.text("query"),
          row.instant("from_at"),
          row.instant("to_at"),
          row.instant("asked_at"),
          row.text("occasion"),
          row.bool("available"),
          row.textOrNull("reason"),
          row.textOrNull("sha256"),
          json.readValue(row.text("figures"), FIGURES));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored figures cannot be read", e);
    }
  }

  private String write(List<ImpactAnswer.Figure> figures) {
    try {
      return json.writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures cannot be written as JSON", e);
    }
  }
}
