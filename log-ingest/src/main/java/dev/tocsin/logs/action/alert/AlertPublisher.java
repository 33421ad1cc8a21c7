package dev.tocsin.logs.action.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.Topics;
import dev.tocsin.logs.query.QueryConfig;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
@Singleton
public class AlertPublisher {

  private static final String SOURCE = "log-ingest";
  private static final String TYPE = "tocsin.alert";
  private static final int MAX_TITLE = 255;
  private static final Duration AROUND = Duration.ofMinutes(5);

  private final ObjectMapper json;
  private final QueryConfig config;
  private final MeterRegistry metrics;

  @Inject
  AlertPublisher(ObjectMapper json, QueryConfig config, MeterRegistry metrics) {
    this.json = json;
    this.config = config;
    this.metrics = metrics;
  }

  /**
   * What is said.
   *
   * @param group the group; empty where nothing is grouped
   * @param subject what the title adds to the alert's name; null for the group
   * @param service the service concerned
   * @param query lines to look at
   * @param state what the alert has come to
   */
  record Word(
      String group,
      @Nullable String subject,
      @Nullable String service,
      @Nullable String query,
      AlertState state) {}

  /** Says that an alert rings, or that it ended. */
  void say(Connection connection, StoredAlert alert, Word word) throws SQLException {
    String key = "log-alert:" + alert.id() + (word.group().isEmpty() ? "" : ":" + word.group());
    Instant at = word.state().since();
    var status = word.state().firing() ? Alert.Status.FIRING : Alert.Status.RESOLVED;
    String id =
        UUID.nameUUIDFromBytes((key + "/" + status + "/" + at).getBytes(StandardCharsets.UTF_8))
            .toString();
    String body = write(alert(alert, word, id, key, status));
    var headers = new CloudEvent(id, SOURCE, TYPE, at, key).toHeaders();
    OutboxStore.append(
        connection,
        List.of(
            new OutboxMessage("alert", key, Map.of(), body),
            new OutboxMessage("kafka:" + Topics.ALERTS, key, headers, body)));
    String label = word.state().firing() ? "firing" : "resolved";
    metrics.counter("tocsin.logs.alerts", "status", label).increment();
  }

  private Alert alert(StoredAlert stored, Word word, String id, String key, Alert.Status status) {
    LogAlert rule = stored.rule();
    var labels = new TreeMap<String, String>();
    labels.put("log_alert", Long.toString(stored.id()));
    labels.put("project", Long.toString(stored.project()));
    labels.put("kind", rule.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    if (word.service() != null) {
      labels.put("service", word.service());
    }
    if (!word.group().isEmpty()) {
      labels.put("group", word.group());
    }
    String subject = word.subject() != null ? word.subject() : word.group();
    String title = subject.isEmpty() ? rule.title() : rule.title() + ": " + subject;
    String description =
        word.state().reason()
            + (rule.description() == null ? "" : "\n" + rule.description())
            + (word.query() == null ? "" : "\nQuery: " + word.query());
    return new Alert(
        id,
        SOURCE,
        key,
        status,
        rule.weight(),
        cut(title.replaceAll("\\s+", " "), MAX_TITLE),
        cut(description, 4_000),
        word.service(),
        labels,
        List.of(new Alert.Link("Log lines", link(rule, word))),
        word.state().since());
  }

  private String link(LogAlert rule, Word word) {
    Instant at = word.state().since();
    return config.consoleUrl()
        + "/logs?from="
        + at.minus(rule.window()).minus(AROUND)
        + "&to="
        + at.plus(AROUND)
        + (word.query() == null || word.query().isBlank()
            ? ""
            : "&q=" + URLEncoder.encode(word.query(), StandardCharsets.UTF_8))
        + (word.service() == null
            ? ""
            : "&service=" + URLEncoder.encode(word.service(), StandardCharsets.UTF_8));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private String write(Alert alert) {
    try {
      return json.writeValueAsString(alert);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert could not be written", e);
    }
  }
}
