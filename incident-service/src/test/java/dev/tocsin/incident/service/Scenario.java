package dev.tocsin.incident.service;

import static io.restassured.RestAssured.given;

import dev.tocsin.testkit.MailReceiver;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every story needs: a mailbox, keys, alerts, and a look at the tables. */
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(OutsideResource.class)
abstract class Scenario {

  static final Duration SOON = Duration.ofSeconds(10);

  @Inject AgroalDataSource dataSource;

  @Inject
  @ConfigProperty(name = "tocsin.email.port")
  int smtpPort;

  @Inject
  @ConfigProperty(name = "tocsin.impact.sources.uptime-prober")
  String siblingUrl;

  MailReceiver mailbox;

  /** Unique per test, so that tests neither share incidents nor mails. */
  final String tag = UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void openMailbox() {
    mailbox = new MailReceiver(smtpPort);
  }

  @AfterEach
  void endEverything() throws SQLException {
    for (String id : openIncidents()) {
      as(TestKeys.ADMIN_API).post("/api/v1/incidents/" + id + "/resolve").then().statusCode(200);
    }
    mailbox.close();
  }

  static RequestSpecification as(String key) {
    return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
  }

  Map<String, Object> alert(String status, String severity) {
    var alert = new LinkedHashMap<String, Object>();
    alert.put("eventId", UUID.randomUUID().toString());
    alert.put("source", "uptime-prober");
    alert.put("dedupKey", "monitor:" + tag);
    alert.put("status", status);
    alert.put("severity", severity);
    alert.put("title", "Shop is down " + tag);
    alert.put("service", "shop-" + tag);
    alert.put("labels", Map.of("monitor", "shop"));
    alert.put(
        "links", List.of(Map.of("label", "monitor", "href", "http://localhost:8080/monitors/1")));
    alert.put("occurredAt", Instant.now().toString());
    return alert;
  }

  static ValidatableResponse post(Map<String, Object> alert) {
    return as(TestKeys.SERVICE).body(alert).post("/api/v1/alerts").then();
  }

  /** Fires an alert and returns the id of its incident. */
  String fire(String severity) {
    return post(alert("firing", severity)).statusCode(201).extract().path("incidentId");
  }

  static JsonPath incident(String id) {
    return get("/api/v1/incidents/" + id);
  }

  static JsonPath get(String path) {
    return as(TestKeys.VIEWER_API).get(path).then().statusCode(200).extract().jsonPath();
  }

  static List<String> timeline(String incidentId) {
    return get("/api/v1/incidents/" + incidentId + "/timeline").getList("items.text");
  }

  List<MailReceiver.Mail> myMails() {
    return mailbox.mails().stream().filter(mail -> mail.subject().contains(tag)).toList();
  }

  MailReceiver.Mail firstMail() {
    Awaitility.await("mail about " + tag).atMost(SOON).until(() -> !myMails().isEmpty());
    return myMails().getFirst();
  }

  /** The path of the signed link after {@code label} in a mail's text. */
  static String link(MailReceiver.Mail mail, String label) {
    var found = Pattern.compile(label + ":\\s+http://[^/\\s]+(/a/\\S+)").matcher(mail.text());
    if (!found.find()) {
      throw new AssertionError("no link '" + label + "' in:\n" + mail.text());
    }
    return found.group(1);
  }

  /** Moves time for an incident's escalation: what was due later is due now. */
  void letTheNextLevelComeDue(String incidentId) throws SQLException {
    sql("UPDATE escalation_run SET next_due_at = now() WHERE incident_id = ?::uuid", incidentId);
  }

  void letRetriesComeDue(String incidentId) throws SQLException {
    sql(
        "UPDATE attempt SET due_at = now() WHERE state = 'planned' AND page_id IN"
            + " (SELECT id FROM page WHERE incident_id = ?::uuid)",
        incidentId);
  }

  int sql(String statement, Object... arguments) throws SQLException {
    try (var connection = dataSource.getConnection();
        var prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < arguments.length; i++) {
        prepared.setObject(i + 1, arguments[i]);
      }
      return prepared.executeUpdate();
    }
  }

  long count(String query, Object... arguments) throws SQLException {
    try (var connection = dataSource.getConnection();
        var prepared = connection.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        prepared.setObject(i + 1, arguments[i]);
      }
      try (var row = prepared.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<String> openIncidents() {
    return get("/api/v1/incidents?state=open&limit=200").getList("items.id");
  }
}
