package dev.tocsin.incident.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Topics;
import dev.tocsin.incident.sql.Tx;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;

/** Tells {@code incidents.v1} through the outbox; Kafka may be away as long as it likes. */
@ApplicationScoped
public class IncidentPublisher {

  private static final String SOURCE = "incident-service";

  private final ObjectMapper json;

  IncidentPublisher(ObjectMapper json) {
    this.json = json;
  }

  /** Announces {@code kind} with the incident as it is now, when the transaction commits. */
  public void publish(Tx tx, Incident incident, String kind, Actor actor) throws SQLException {
    var event =
        new IncidentEvent(
            UUID.randomUUID().toString(),
            incident.id().toString(),
            incident.number(),
            kind,
            incident.state().word(),
            incident.title(),
            incident.service(),
            incident.severity(),
            actor.equals(Actor.SYSTEM) ? null : actor.name(),
            tx.now());
    var context =
        new CloudEvent(
            event.eventId(), SOURCE, "tocsin.incident." + kind, event.at(), event.incidentId());
    OutboxStore.append(
        tx.connection(),
        new OutboxMessage(
            "kafka:" + Topics.INCIDENTS, event.incidentId(), context.toHeaders(), text(event)));
  }

  private String text(IncidentEvent event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }
}
