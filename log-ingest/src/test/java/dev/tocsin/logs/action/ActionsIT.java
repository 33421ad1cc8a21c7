package dev.tocsin.logs.action;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.SliBuckets;
import dev.tocsin.events.Topics;
import dev.tocsin.logs.Logs;
import dev.tocsin.logs.action.alert.AlertJob;
import dev.tocsin.logs.action.count.HistoryJob;
import dev.tocsin.logs.action.pattern.MessagePattern;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** From logs to action, over HTTP and Kafka. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ActionsIT {

  @Inject HistoryJob history;
  @Inject AlertJob alerts;
  @Inject DataSource database;
  @Inject ObjectMapper json;

  @Test
  void aMetricThatBeginsUnderLoadCountsEveryLineOnceLiveOrAsHistory() throws Exception {
    String service = Logs.newService("metric");
    String name = "m-" + UUID.randomUUID();
    var sent = new AtomicInteger();
    var bad = new AtomicInteger();
    var running = new AtomicBoolean(true);
    // given lines that are stored before the metric exists
    send(service, sent, bad, 40);
    Logs.awaitRows(service, 40);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // when it begins while more and more are coming
      var load =
          threads.submit(
              () -> {
                while (running.get()) {
                  send(service, sent, bad, 3);
                }
                return null;
              });
      sent(sent, 120);
      create(name, service);
      sent(sent, sent.get() + 120);
      running.set(false);
      load.get();
    }
    Logs.awaitRows(service, sent.get());
    history.run();
    // then history and live counts add up to what was sent, and some of both are there
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              var events = buckets(name);
              assertThat(valid(events)).isEqualTo(sent.get());
              assertThat(events).anyMatch(SliBuckets::history).anyMatch(e -> !e.history());
            });
    assertThat(good(buckets(name))).isEqualTo(sent.get() - bad.get());
    manager()
        .get("/api/v1/log-metrics/" + name)
        .then()
        .statusCode(200)
        .body("history.state", equalTo("done"));
    // and a name is never used again
    manager().delete("/api/v1/log-metrics/" + name).then().statusCode(204);
    metric(name, service).then().statusCode(409);
  }

  @Test
  void aMetricNeedsSenseAndARole() {
    manager()
        .contentType("application/json")
        .body(Map.of("name", "Bad Name", "definition", Map.of("valid", "(", "groupBy", "a b c")))
        .post("/api/v1/log-metrics")
        .then()
        .statusCode(400)
        .body("errors.field", org.hamcrest.Matchers.hasItems("name", "valid", "good", "groupBy"));
    given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .contentType("application/json")
        .body(Map.of("name", "x"))
        .post("/api/v1/log-metrics")
        .then()
        .statusCode(403);
  }

  @Test
  void aThresholdRingsPerGroupWithItsEvidenceAndEnds() throws Exception {
    String service = Logs.newService("alert");
    var sent = new AtomicInteger();
    var bad = new AtomicInteger();
    send(service, sent, bad, 30);
    Logs.awaitRows(service, 30);
    // given an alert that is made after the lines came
    String id =
        manager()
            .contentType("application/json")
            .body(
                Map.of(
                    "rule",
                    Map.of(
                        "name",
                        "failures of " + service,
                        "kind",
                        "threshold",
                        "filter",
                        "service:" + service + " level>=error",
                        "groupBy",
                        "zone",
                        "count",
                        2,
                        "windowSeconds",
                        600,
                        "severity",
                        "critical")))
            .post("/api/v1/log-alerts")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    history.run();
    // when it is evaluated twice, by whomever
    alerts.evaluate(Duration.ZERO);
    alerts.evaluate(Duration.ZERO);
    // then each group rings once
    List<JsonNode> told = alertsOf(id);
    assertThat(told).hasSize(2);
    assertThat(told).allSatisfy(a -> assertThat(a.get("status").asText()).isEqualTo("firing"));
    assertThat(told)
        .extracting(a -> a.get("dedupKey").asText())
        .containsExactlyInAnyOrder("log-alert:" + id + ":a", "log-alert:" + id + ":b");
    JsonNode one = told.getFirst();
    assertThat(one.get("severity").asText()).isEqualTo("critical");
    assertThat(one.get("links").get(0).get("href").asText()).contains("/logs?").contains("q=");
    viewer()
        .get("/api/v1/log-alerts/" + id)
        .then()
        .body("state", equalTo("firing"))
        .body("firing.group", hasItem("a"));
    // and a dry run says the same of the past
    JsonPath dry =
        viewer()
            .post("/api/v1/log-alerts/" + id + "/dry-run?days=1")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(dry.getInt("times")).isEqualTo(2);
    assertThat(dry.getLong("matched")).isEqualTo(bad.get());
    // when it is snoozed
    given()
        .header("X-Tocsin-Key", TestKeys.MANAGER_API)
        .contentType("application/json")
        .body(Map.of("minutes", 30))
        .post("/api/v1/log-alerts/" + id + "/snooze")
        .then()
        .statusCode(200)
        .body("state", equalTo("snoozed"));
    alerts.evaluate(Duration.ZERO);
    // then what rang ends
    assertThat(alertsOf(id)).hasSize(4);
    assertThat(alertsOf(id).getLast().get("status").asText()).isEqualTo("resolved");
    assertThat(alertsOf(id).getLast().get("description").asText()).contains("snoozed");
    manager().delete("/api/v1/log-alerts/" + id).then().statusCode(204);
    viewer().get("/api/v1/log-alerts/" + id).then().statusCode(404);
  }

  @Test
  void absenceNeedsALineThatWasOnceThereAndASettledStream() throws Exception {
    String service = Logs.newService("absent");
    // given a heartbeat that stopped half an hour ago, and one that never was
    Logs.postLines(line(service, Instant.now().minusSeconds(1_800), "info", "tick", "a"))
        .then()
        .statusCode(200);
    Logs.awaitRows(service, 1);
    String stopped = absence("service:" + service + " tick");
    String never = absence("service:" + service + " tock");
    history.run();
    // when the stream is settled
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              alerts.evaluate(Duration.ZERO);
              // then only the one that stopped rings
              assertThat(alertsOf(stopped)).hasSize(1);
            });
    assertThat(alertsOf(never)).isEmpty();
    // and it ends with the next line
    Logs.postLines(line(service, Instant.now(), "info", "tick", "a")).then().statusCode(200);
    Logs.awaitRows(service, 2);
    alerts.evaluate(Duration.ZERO);
    assertThat(alertsOf(stopped)).hasSize(2);
    manager().delete("/api/v1/log-alerts/" + stopped);
    manager().delete("/api/v1/log-alerts/" + never);
  }

  @Test
  void exceptionsInLinesGoToTheExceptionTracker() throws Exception {
    String service = Logs.newService("thrower");
    String trace = "0af7651916cd43dd8448eb211c80319c";
    var lines = new StringBuilder();
    // given one in a body, and one spread over lines
    lines
        .append(
            json.writeValueAsString(
                Map.of(
                    "service",
                    service,
                    "level",
                    "error",
                    "trace_id",
                    trace,
                    "msg",
                    "boom\njava.lang.IllegalStateException: no stock\n"
                        + "\tat org.example.Shop.sell(Shop.java:7)\n")))
        .append('\n');
    for (String piece :
        List.of(
            "Traceback (most recent call last):",
            "  File \"/app/a.py\", line 3, in f",
            "    g()",
            "ValueError: bad")) {
      lines
          .append(
              json.writeValueAsString(Map.of("service", service, "level", "error", "msg", piece)))
          .append('\n');
    }
    // and one as attributes
    lines
        .append(
            json.writeValueAsString(
                Map.of(
                    "service", service,
                    "level", "error",
                    "msg", "could not pay",
                    "exception.type", "PaymentError",
                    "exception.message", "card refused")))
        .append('\n');
    Logs.postLines(lines.toString()).then().statusCode(200);
    // then all three arrive in the shape that the tracker reads
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(exceptions(service)).hasSize(3));
    var byType = new java.util.TreeMap<String, JsonNode>();
    for (JsonNode record : exceptions(service)) {
      JsonNode event = json.readTree(record.get("payload").asText());
      byType.put(event.at("/exception/values/0/type").asText(), record);
      assertThat(record.get("eventId").asText()).matches("[0-9a-f]{32}");
    }
    assertThat(byType)
        .containsOnlyKeys("java.lang.IllegalStateException", "ValueError", "PaymentError");
    JsonNode none = json.nullNode();
    JsonNode java =
        json.readTree(
            byType.getOrDefault("java.lang.IllegalStateException", none).get("payload").asText());
    assertThat(java.at("/contexts/trace/trace_id").asText()).isEqualTo(trace);
    assertThat(java.at("/exception/values/0/stacktrace/frames/0/lineno").asInt()).isEqualTo(7);
    assertThat(byType.getOrDefault("PaymentError", none).get("source").asText()).isEqualTo("otlp");
  }

  @Test
  void aNewPatternRingsOnceAndAKnownOneDoesNot() throws Exception {
    String service = Logs.newService("novel");
    // given a memory of two days that knows one shape of this service
    remember(service, "old trouble * again", Duration.ofDays(2));
    String id =
        manager()
            .contentType("application/json")
            .body(
                Map.of(
                    "rule",
                    Map.of("name", "new errors", "kind", "new-pattern", "service", service)))
            .post("/api/v1/log-alerts")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    // when it comes again, together with one that nobody knows
    String lines =
        line(service, Instant.now(), "error", "old trouble 7 again", "a")
            + line(service, Instant.now(), "error", "new trouble 8 here", "a")
            + line(service, Instant.now(), "warn", "only a warning 9", "a");
    Logs.postLines(lines).then().statusCode(200);
    Logs.awaitRows(service, 3);
    alerts.evaluate(Duration.ZERO);
    alerts.evaluate(Duration.ZERO);
    // then only the new one rings, once
    List<JsonNode> told = alertsOf(id);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().get("title").asText())
        .isEqualTo("new errors: " + service + ": new trouble * here");
    assertThat(told.getFirst().get("service").asText()).isEqualTo(service);
    viewer()
        .post("/api/v1/log-alerts/" + id + "/dry-run?days=1")
        .then()
        .statusCode(200)
        .body("times", equalTo(1));
    manager().delete("/api/v1/log-alerts/" + id).then().statusCode(204);
    assertThat(alertsOf(id)).hasSize(2);
  }

  @Test
  void manyReplicasTellOneAlertOnce() throws Exception {
    String service = Logs.newService("replicas");
    Logs.postLines(line(service, Instant.now(), "error", "boom", "a")).then().statusCode(200);
    Logs.awaitRows(service, 1);
    var ids = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      ids.add(
          manager()
              .contentType("application/json")
              .body(
                  Map.of(
                      "rule",
                      Map.of("name", "boom", "kind", "threshold", "filter", "service:" + service)))
              .post("/api/v1/log-alerts")
              .then()
              .statusCode(201)
              .extract()
              .path("id"));
    }
    history.run();
    // when four of them evaluate at the same time, again and again
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var rounds = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < 4; i++) {
        rounds.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 5; round++) {
                    alerts.evaluate(Duration.ZERO);
                  }
                  return null;
                }));
      }
      for (var round : rounds) {
        round.get();
      }
    }
    // then each alert is told once
    for (String id : ids) {
      assertThat(alertsOf(id)).as(id).hasSize(1);
      manager().delete("/api/v1/log-alerts/" + id).then().statusCode(204);
    }
  }

  @Test
  void impactNamesWhatIsNew() {
    String service = Logs.newService("impacted");
    var lines = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      lines.append(line(service, Instant.now(), "error", "queue " + i + " is full", "a"));
    }
    Logs.postLines(lines.toString()).then().statusCode(200);
    Logs.awaitRows(service, 6);
    given()
        .header("X-Tocsin-Key", TestKeys.SERVICE)
        .queryParam("service", service)
        .get("/api/v1/impact")
        .then()
        .statusCode(200)
        .body("figures[0].value", equalTo(6.0f))
        .body("newPatterns[0].pattern", equalTo("queue * is full"))
        .body("newPatterns[0].count", equalTo(6))
        .body("samples[0].body", containsString("is full"));
  }

  private void remember(String service, String pattern, Duration ago) throws SQLException {
    try (var connection = database.getConnection();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO log_pattern (project, service, hash, pattern, sample, severity,
                                         first_seen, appeared_at, last_seen)
                VALUES (1, ?, ?, ?, ?, 17, now() - ? * interval '1 second',
                        now() - ? * interval '1 second', now() - ? * interval '1 second')""")) {
      insert.setString(1, service);
      insert.setLong(2, MessagePattern.of(pattern.replace("*", "1")).hash());
      insert.setString(3, pattern);
      insert.setString(4, pattern);
      insert.setLong(5, ago.toSeconds());
      insert.setLong(6, ago.toSeconds());
      insert.setLong(7, ago.toSeconds());
      insert.executeUpdate();
    }
  }

  private String absence(String filter) {
    return manager()
        .contentType("application/json")
        .body(
            Map.of(
                "rule",
                Map.of(
                    "name", "silence", "kind", "absence", "filter", filter, "windowSeconds", 60)))
        .post("/api/v1/log-alerts")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void create(String name, String service) {
    metric(name, service).then().statusCode(201).body("version", equalTo(1));
  }

  private io.restassured.response.Response metric(String name, String service) {
    return manager()
        .contentType("application/json")
        .body(
            Map.of(
                "name",
                name,
                "definition",
                Map.of("valid", "service:" + service, "good", "level<error", "groupBy", "zone")))
        .post("/api/v1/log-metrics");
  }

  private static void sent(AtomicInteger sent, int atLeast) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> sent.get() >= atLeast);
  }

  private static void send(String service, AtomicInteger sent, AtomicInteger bad, int count) {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int number = sent.incrementAndGet();
      boolean failed = number % 3 == 0;
      if (failed) {
        bad.incrementAndGet();
      }
      String zone = number % 2 == 0 ? "a" : "b";
      Instant at = Instant.now().minusSeconds(number % 40);
      lines.append(line(service, at, failed ? "error" : "info", "line " + number, zone));
    }
    Logs.postLines(lines.toString()).then().statusCode(200);
  }

  private static String line(
      String service, Instant at, String level, String message, String zone) {
    return """
        {"service":"%s","time":"%s","level":"%s","msg":"%s","zone":"%s"}
        """
        .formatted(service, at, level, message, zone);
  }

  private static RequestSpecification manager() {
    return given().header("X-Tocsin-Key", TestKeys.MANAGER_API);
  }

  private static RequestSpecification viewer() {
    return given().header("X-Tocsin-Key", TestKeys.VIEWER_API);
  }

  private List<JsonNode> alertsOf(String id) throws SQLException {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT payload FROM outbox WHERE channel = 'alert'"
                    + " AND (message_key = ? OR message_key LIKE ?) ORDER BY seq")) {
      select.setString(1, "log-alert:" + id);
      select.setString(2, "log-alert:" + id + ":%");
      var found = new ArrayList<JsonNode>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(json.readTree(rows.getString(1)));
        }
      }
      return found;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<SliBuckets> buckets(String name) throws Exception {
    var seen = new HashSet<String>();
    var events = new ArrayList<SliBuckets>();
    for (var record : records(Topics.SLI_BUCKETS)) {
      SliBuckets event = json.readValue(record.value(), SliBuckets.class);
      if (event.sli().equals(name) && seen.add(event.eventId())) {
        events.add(event);
      }
    }
    return events;
  }

  private static long valid(List<SliBuckets> events) {
    return events.stream()
        .flatMap(event -> event.buckets().stream())
        .mapToLong(SliBuckets.SliBucket::valid)
        .sum();
  }

  private static long good(List<SliBuckets> events) {
    return events.stream()
        .flatMap(event -> event.buckets().stream())
        .mapToLong(SliBuckets.SliBucket::good)
        .sum();
  }

  private List<JsonNode> exceptions(String service) throws Exception {
    var found = new ArrayList<JsonNode>();
    for (var record : records(Topics.EXCEPTIONS)) {
      JsonNode node = json.readTree(record.value());
      if (node.get("payload").asText().contains(service)) {
        found.add(node);
      }
    }
    return found;
  }

  private static List<ConsumerRecord<String, String>> records(String topic) {
    var bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long total = consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
      var found = new ArrayList<ConsumerRecord<String, String>>();
      while (found.size() < total) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      return found;
    }
  }
}
