package dev.tocsin.console.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.console.runtime.OutboxSetup;
import dev.tocsin.events.AccessChange;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Tells every service about keys and projects, through the outbox. */
@ApplicationScoped
class AccessPublisher {

  private final OutboxSetup outbox;
  private final ObjectMapper json;
  private final Clock clock;

  AccessPublisher(OutboxSetup outbox, ObjectMapper json, Clock clock) {
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
  }

  /** Leaves when the running transaction commits. */
  void publish(AccessChange change) {
    var event =
        new CloudEvent(
            UUID.randomUUID().toString(),
            "console",
            "tocsin.access",
            clock.instant(),
            change.recordKey());
    try {
      outbox.append(
          new OutboxMessage(
              "kafka:" + Topics.ACCESS,
              change.recordKey(),
              event.toHeaders(),
              json.writerFor(AccessChange.class).writeValueAsString(change)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an access change cannot be written as JSON", e);
    }
  }
}
