package dev.tocsin.logs.action.exception;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.ExceptionRecord;
import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.outbox.OutboxStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Exceptions on their way to the exception tracker, through the outbox. */
@Singleton
public class ExceptionPublisher {

  private static final String SOURCE = "log-ingest";

  private final ExceptionSwitchStore switches;
  private final OutboxRelay relay;
  private final ObjectMapper json;
  private final Clock clock;

  @Inject
  ExceptionPublisher(
      ExceptionSwitchStore switches, OutboxRelay relay, ObjectMapper json, Clock clock) {
    this.switches = switches;
    this.relay = relay;
    this.json = json;
    this.clock = clock;
  }

  /** Those of projects that want them. */
  List<FoundException> wanted(Connection connection, List<FoundException> found)
      throws SQLException {
    var states = switches.all(connection);
    return found.stream()
        .filter(one -> states.getOrDefault(one.project(), switches.byDefault()))
        .toList();
  }

  /** Puts them into the outbox. */
  void append(Connection connection, List<FoundException> found) throws SQLException {
    var messages = new ArrayList<OutboxMessage>();
    for (FoundException one : found) {
      ExceptionRecord event = SentryEvent.of(one, clock.instant());
      String subject = event.projectId() + "/" + event.eventId();
      var headers =
          new CloudEvent(event.eventId(), SOURCE, "tocsin.exception", event.receivedAt(), subject)
              .toHeaders();
      messages.add(
          new OutboxMessage(
              "kafka:" + Topics.EXCEPTIONS, SentryEvent.key(one), headers, write(event)));
    }
    OutboxStore.append(connection, messages);
  }

  /** Says that the transaction has committed. */
  void wake() {
    relay.wake();
  }

  private String write(ExceptionRecord event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event could not be written", e);
    }
  }
}
