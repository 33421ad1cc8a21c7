package dev.tocsin.prober.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxStore;
import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.verdict.Decision;
import dev.tocsin.prober.verdict.Decision.Page;
import dev.tocsin.prober.verdict.MonitorState;
import dev.tocsin.prober.verdict.Transition;
import dev.tocsin.prober.verdict.Verdict;
import dev.tocsin.prober.verdict.VerdictEvent;
import dev.tocsin.prober.verdict.VerdictStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lets events decide about a monitor and writes all that follows into the caller's transaction:
 * state, transitions, alert, confirmation requests. The caller holds the lock on the monitor's
 * state.
 */
@ApplicationScoped
public class VerdictPublisher {
  private static final Logger LOG = Logger.getLogger(VerdictPublisher.class);

  private final VerdictStore verdicts;
  private final ConfirmationStore confirmations;
  private final MonitorAlert words;
  private final ObjectMapper json;
  private final MeterRegistry meters;

  VerdictPublisher(
      VerdictStore verdicts,
      ConfirmationStore confirmations,
      MonitorAlert words,
      ObjectMapper json,
      MeterRegistry meters) {
    this.verdicts = verdicts;
    this.confirmations = confirmations;
    this.words = words;
    this.json = json;
    this.meters = meters;
  }

  /** Applies {@code events} in order and returns whom to ask for a probe at once. */
  public List<Confirmation> apply(
      Connection connection,
      Monitor monitor,
      MonitorState before,
      List<? extends VerdictEvent> events,
      Instant now)
      throws SQLException {
    List<Confirmation> asked = new ArrayList<>();
    MonitorState state = before;
    for (VerdictEvent event : events) {
      Decision decision = Verdict.decide(monitor.rule(), state, event, now);
      UUID lastId = UUID.randomUUID();
      for (Transition transition : decision.transitions()) {
        lastId = UUID.randomUUID();
        verdicts.append(connection, lastId, monitor.id(), transition, now);
        note(monitor, transition);
      }
      page(connection, monitor, state, decision, lastId, now);
      if (!decision.confirm().isEmpty()) {
        Confirmation confirmation =
            new Confirmation(UUID.randomUUID(), monitor.id(), decision.confirm(), now);
        confirmations.append(connection, confirmation);
        asked.add(confirmation);
      }
      state = decision.next();
    }
    verdicts.save(connection, monitor.id(), state, Verdict.dueAt(monitor.rule(), state, now));
    return asked;
  }

  private void page(
      Connection connection,
      Monitor monitor,
      MonitorState before,
      Decision decision,
      UUID eventId,
      Instant now)
      throws SQLException {
    if (decision.alert() == Page.NONE) {
      return;
    }
    Alert alert =
        decision.alert() == Page.FIRE
            ? words.firing(eventId, monitor, decision.next(), now)
            : words.resolved(eventId, monitor, before, decision.next(), now);
    send(connection, monitor, alert);
  }

  /** Resolves the alert of a monitor that is about to be deleted. */
  public void resolveDeleted(
      Connection connection, Monitor monitor, MonitorState state, Instant now) throws SQLException {
    if (state.alertFiring()) {
      Decision paused = Verdict.decide(monitor.rule(), state, new VerdictEvent.Pause(), now);
      Alert alert = words.resolved(UUID.randomUUID(), monitor, state, paused.next(), now);
      send(connection, monitor, alert);
    }
  }

  private void send(Connection connection, Monitor monitor, Alert alert) throws SQLException {
    CloudEvent headers =
        new CloudEvent(
            String.valueOf(alert.eventId()),
            "uptime-prober",
            "tocsin.alert",
            alert.occurredAt() == null ? Instant.EPOCH : alert.occurredAt(),
            monitor.id());
    try {
      String payload = json.writeValueAsString(alert);
      String key = String.valueOf(alert.dedupKey());
      OutboxStore.append(
          connection,
          List.of(
              new OutboxMessage("alert", key, headers.toHeaders(), payload),
              new OutboxMessage("kafka:" + Topics.ALERTS, key, headers.toHeaders(), payload)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert cannot be written as JSON", e);
    }
    meters.counter("tocsin_prober_alerts", "status", String.valueOf(alert.status())).increment();
  }

  private void note(Monitor monitor, Transition transition) {
    LOG.infof(
        "monitor %s: %s -> %s (%s)",
        monitor.settings().name(), transition.from(), transition.to(), transition.reason());
    meters
        .counter(
            "tocsin_prober_transitions",
            "from",
            transition.from().name(),
            "to",
            transition.to().name())
        .increment();
  }
}
