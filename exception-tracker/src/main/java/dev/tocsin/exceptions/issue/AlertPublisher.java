package dev.tocsin.exceptions.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.exceptions.rule.ProjectRules;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.outbox.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes alerts about issues into the outbox: for incident-service, and a copy for readers. */
@ApplicationScoped
public class AlertPublisher {

  private static final String SOURCE = "exception-tracker";
  private static final int LONGEST_TITLE = 255;

  private final ObjectMapper json;
  private final OutboxRelay relay;
  private final String console;

  AlertPublisher(
      ObjectMapper json,
      OutboxRelay relay,
      @ConfigProperty(name = "tocsin.console.url") String console) {
    this.json = json;
    this.relay = relay;
    this.console = console;
  }

  /** Appends a firing alert; it leaves when the caller's transaction commits. */
  void firing(
      Connection connection,
      Issue issue,
      IncomingEvent incoming,
      ProjectRules rules,
      String reason,
      Instant now)
      throws SQLException {
    var event = incoming.event();
    var service = event.serviceTag() != null ? event.serviceTag() : rules.service();
    var description =
        reason
            + " in "
            + event.environment()
            + (event.release() == null ? "" : ", release " + event.release())
            + (issue.culprit() == null ? "" : "\nat " + issue.culprit())
            + (issue.value() == null ? "" : "\n" + cut(issue.value(), 1_000));
    append(
        connection,
        alert(
            issue,
            Alert.Status.FIRING,
            rules.severity(),
            description,
            service,
            labels(issue),
            now));
  }

  /** Appends the end of what {@link #firing} began. */
  void resolved(Connection connection, Issue issue, String by, Instant now) throws SQLException {
    append(
        connection,
        alert(
            issue,
            Alert.Status.RESOLVED,
            Severity.INFO,
            "issue resolved by " + by,
            null,
            labels(issue),
            now));
  }

  /** Says that a transaction with an alert has committed. */
  void committed() {
    relay.wake();
  }

  private Alert alert(
      Issue issue,
      Alert.Status status,
      Severity severity,
      String description,
      @Nullable String service,
      Map<String, String> labels,
      Instant now) {
    return new Alert(
        UUID.randomUUID().toString(),
        SOURCE,
        "issue:" + issue.id(),
        status,
        severity,
        cut(issue.title(), LONGEST_TITLE),
        description,
        service,
        labels,
        List.of(new Alert.Link("Issue", console + "/exceptions/" + issue.id())),
        now);
  }

  private static Map<String, String> labels(Issue issue) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("issue_id", Long.toString(issue.id()));
    labels.put("project_id", Long.toString(issue.project()));
    labels.put("environment", issue.environment());
    labels.put("level", issue.level());
    if (issue.type() != null) {
      labels.put("type", cut(issue.type(), LONGEST_TITLE));
    }
    return labels;
  }

  private void append(Connection connection, Alert alert) throws SQLException {
    var key = String.valueOf(alert.dedupKey());
    var headers =
        new CloudEvent(String.valueOf(alert.eventId()), SOURCE, "tocsin.alert", time(alert), key)
            .toHeaders();
    var body = write(alert);
    OutboxStore.append(
        connection,
        List.of(
            new OutboxMessage("alert", key, Map.of(), body),
            new OutboxMessage("kafka:" + Topics.ALERTS, key, headers, body)));
  }

  private static Instant time(Alert alert) {
    var at = alert.occurredAt();
    return at == null ? Instant.EPOCH : at;
  }

  private String write(Alert alert) {
    try {
      return json.writeValueAsString(alert);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert is always JSON", e);
    }
  }

  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(text.length(), longest));
  }
}
