package dev.tocsin.slo.burn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.outbox.OutboxStore;
import dev.tocsin.slo.objective.SloDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts alerts into the outbox, in the transaction that changed the state: once for incident-service
 * and once, as a copy for readers, for Kafka.
 */
@ApplicationScoped
public class BurnPublisher {

  private static final String SOURCE = "slo-service";
  private static final String TYPE = "tocsin.alert";
  private static final int MAX_TITLE = 255;

  private final ObjectMapper json;
  private final BurnConfig config;
  private final OutboxRelay relay;
  private final MeterRegistry metrics;

  BurnPublisher(ObjectMapper json, BurnConfig config, OutboxRelay relay, MeterRegistry metrics) {
    this.json = json;
    this.config = config;
    this.relay = relay;
    this.metrics = metrics;
  }

  /** Says that a transaction with alerts may have committed. */
  public void wake() {
    relay.wake();
  }

  /** The page goes on. */
  public void firing(Connection connection, SloDefinition slo, BurnState.Firing state)
      throws SQLException {
    String title = slo.title() + ": the error budget burns too fast";
    append(connection, slo.name(), slo, Alert.Status.FIRING, title, state.reason(), state.since());
  }

  /**
   * The page goes off.
   *
   * @param slo the definition; null when it was removed meanwhile
   */
  public void resolved(
      Connection connection, String name, @Nullable SloDefinition slo, BurnState.Quiet state)
      throws SQLException {
    String title = (slo == null ? name : slo.title()) + ": the error budget burns too fast";
    append(connection, name, slo, Alert.Status.RESOLVED, title, state.reason(), state.since());
  }

  private void append(
      Connection connection,
      String name,
      @Nullable SloDefinition slo,
      Alert.Status status,
      String title,
      String description,
      Instant at)
      throws SQLException {
    String key = "slo:" + name + ":page";
    String id = UUID.randomUUID().toString();
    var labels = new TreeMap<String, String>(Map.of("slo", name));
    if (slo != null) {
      labels.put("service", slo.service());
      labels.put("monitor", slo.monitor());
      labels.put("objective", slo.objective().toString());
    }
    var alert =
        new Alert(
            id,
            SOURCE,
            key,
            status,
            Severity.CRITICAL,
            title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE),
            description,
            slo == null ? null : slo.service(),
            labels,
            List.of(new Alert.Link("Error budget", config.consoleUrl() + "/slos/" + name)),
            at);
    String body = write(alert);
    var headers = new CloudEvent(id, SOURCE, TYPE, at, key).toHeaders();
    OutboxStore.append(
        connection,
        List.of(
            new OutboxMessage("alert", key, Map.of(), body),
            new OutboxMessage("kafka:" + Topics.ALERTS, key, headers, body)));
    String word = status == Alert.Status.FIRING ? "firing" : "resolved";
    metrics.counter("tocsin.slo.alerts", "status", word).increment();
  }

  private String write(Alert alert) {
    try {
      return json.writeValueAsString(alert);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert could not be written", e);
    }
  }
}
