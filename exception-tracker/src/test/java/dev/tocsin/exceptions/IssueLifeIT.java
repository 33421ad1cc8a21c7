package dev.tocsin.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.tocsin.events.Topics;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An issue from its first event to its return, with a receiver in the place of incident-service.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentPort.class)
class IssueLifeIT {

  private static WebhookReceiver incidents;

  @Inject Producer<String, String> kafka;

  @BeforeAll
  static void listen() {
    var address =
        URI.create(ConfigProvider.getConfig().getValue("tocsin.incident.url", String.class));
    incidents = new WebhookReceiver(address.getPort()).answerAlways(201);
  }

  @AfterAll
  static void stop() {
    incidents.close();
  }

  @AfterEach
  void silence() {
    Api.rules("{\"newIssueRings\":false}");
  }

  @BeforeEach
  void ring() {
    Api.rules("{\"newIssueRings\":true,\"severity\":\"critical\",\"service\":\"shop\"}");
  }

  private static String event(String id, String type, String more) {
    return """
        {"event_id":"%s","platform":"java","release":"1.0","user":{"id":7}%s,
         "exception":{"values":[{"type":"%s","value":"no stock for 17","stacktrace":{"frames":[
           {"module":"com.example.%s","function":"add","lineno":12}]}}]}}
        """
        .formatted(id, more, type, type);
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static List<WebhookReceiver.Request> alerts(String issue) {
    return incidents.requests().stream()
        .filter(each -> each.body().contains("\"issue:" + issue + "\""))
        .toList();
  }

  private static void awaitAlerts(String issue, int count) {
    Awaitility.await("alerts of issue " + issue)
        .atMost(Api.SOON)
        .until(() -> alerts(issue).size() == count);
  }

  @Test
  void newIssueRingsOnceThoughTheEnvelopeComesTwice() {
    // given
    var id = newId();

    // when
    Api.send(event(id, "OutOfStockOnce", ""));
    Api.send(event(id, "OutOfStockOnce", ""));
    var second = Api.send(event(newId(), "OutOfStockOnce", ""));

    // then
    var issue = Api.issueOf(second);
    assertThat(Api.event(id).getString("issueId")).isEqualTo(issue.getString("id"));
    assertThat(issue.getInt("events")).isEqualTo(2);
    assertThat(issue.getInt("users")).isEqualTo(1);
    awaitAlerts(issue.getString("id"), 1);
    var alert = alerts(issue.getString("id")).getFirst();
    assertThat(alert.path()).isEqualTo("/api/v1/alerts");
    assertThat(alert.headers()).containsEntry("Authorization", "Bearer " + TestKeys.SERVICE);
    var body = io.restassured.path.json.JsonPath.from(alert.body());
    assertThat(body.getString("status")).isEqualTo("firing");
    assertThat(body.getString("severity")).isEqualTo("critical");
    assertThat(body.getString("source")).isEqualTo("exception-tracker");
    assertThat(body.getString("service")).isEqualTo("shop");
    assertThat(body.getString("title")).isEqualTo("OutOfStockOnce: no stock for 17");
    assertThat(body.getString("links[0].href")).endsWith("/exceptions/" + issue.getString("id"));
  }

  @Test
  void resolvingEndsTheAlertAndTheReturnIsARegression() {
    // given an issue that rings
    var issue = Api.issueOf(Api.send(event(newId(), "Returning", ""))).getString("id");
    awaitAlerts(issue, 1);

    // when it is resolved in the next release
    Api.as(TestKeys.RESPONDER_API)
        .contentType(ContentType.JSON)
        .body("{\"release\":\"1.1\"}")
        .post("/api/v1/issues/" + issue + "/resolve")
        .then()
        .statusCode(200)
        .body("state", equalTo("resolved"))
        .body("fixedInRelease", equalTo("1.1"));

    // then
    awaitAlerts(issue, 2);
    assertThat(alerts(issue).getLast().body()).contains("\"resolved\"");

    // when the old release goes on failing
    Api.issueOf(Api.send(event(newId(), "Returning", "")));
    assertThat(Api.issue(issue).getString("state")).isEqualTo("resolved");

    // and then the release with the fix
    Api.issueOf(Api.send(event(newId(), "Returning", "").replace("1.0", "1.1")));
    assertThat(Api.issue(issue).getString("state")).isEqualTo("regressed");
    assertThat(Api.issue(issue).getInt("events")).isEqualTo(3);

    // and somebody closes and reopens it
    Api.as(TestKeys.RESPONDER_API)
        .post("/api/v1/issues/" + issue + "/resolve")
        .then()
        .statusCode(200);
    Api.as(TestKeys.RESPONDER_API)
        .post("/api/v1/issues/" + issue + "/reopen")
        .then()
        .statusCode(200)
        .body("state", equalTo("ongoing"));
  }

  @Test
  void listIsFilteredAndPaged() {
    for (var type : List.of("PagedA", "PagedB", "PagedC")) {
      Api.event(Api.send(event(newId(), type, "")));
    }
    var first =
        Api.viewer()
            .queryParams(Map.of("q", "paged", "limit", 2, "project", 1, "state", "new,ongoing"))
            .get("/api/v1/issues")
            .jsonPath();
    assertThat(first.getList("items")).hasSize(2);
    var rest =
        Api.viewer()
            .queryParams(Map.of("q", "paged", "limit", 2, "cursor", first.getString("nextCursor")))
            .get("/api/v1/issues")
            .jsonPath();
    assertThat(rest.getList("items")).hasSize(1);
    assertThat(rest.getString("nextCursor")).isNull();
    assertThat(first.getList("items.type")).doesNotContainAnyElementsOf(rest.getList("items.type"));
    var issue = first.getString("items[0].id");
    Api.viewer()
        .get("/api/v1/issues/" + issue + "/events")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1));
  }

  @Test
  void impactCountsByTagByRuleAndByServer() {
    var from = Instant.now().minusSeconds(60);
    Api.event(Api.send(event(newId(), "ImpactTag", ",\"tags\":{\"service\":\"till\"}")));
    Api.event(Api.send(event(newId(), "ImpactTag", ",\"tags\":[[\"service\",\"till\"]]")));
    var figures =
        Api.as(TestKeys.SERVICE)
            .queryParams(
                Map.of(
                    "service",
                    "till",
                    "from",
                    from.toString(),
                    "to",
                    Instant.now().plusSeconds(60).toString()))
            .get("/api/v1/impact")
            .then()
            .statusCode(200)
            .body("source", equalTo("exception-tracker"))
            .body("figures.id", containsInAnyOrder("new_issues", "events", "users"))
            .extract()
            .jsonPath();
    assertThat(figures.getList("figures.value")).isEqualTo(List.of(1, 2, 1));
    Api.as(TestKeys.SERVICE)
        .get("/api/v1/impact")
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("service", "from", "to"));
  }

  @Test
  void doorsOfTheApiAreClosed() {
    io.restassured.RestAssured.get("/api/v1/issues").then().statusCode(401);
    Api.as("tk_api_unknown").get("/api/v1/issues").then().statusCode(401);
    Api.as(TestKeys.INGEST).get("/api/v1/issues").then().statusCode(403);
    Api.viewer().post("/api/v1/issues/1/resolve").then().statusCode(403);
    Api.viewer().get("/api/v1/issues/999999999").then().statusCode(404);
    Api.viewer().get("/api/v1/issues/odd").then().statusCode(404);
    Api.viewer().get("/api/v1/events/odd").then().statusCode(404);
    Api.viewer().get("/api/v1/projects/99/rules").then().statusCode(404);
    Api.viewer()
        .queryParams(Map.of("limit", "0", "state", "odd", "cursor", "x"))
        .get("/api/v1/issues")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", containsInAnyOrder("limit", "state", "cursor"));
    Api.as(TestKeys.MANAGER_API)
        .contentType(ContentType.JSON)
        .body("{\"severity\":\"loud\",\"environments\":[\"\"]}")
        .put("/api/v1/projects/1/rules")
        .then()
        .statusCode(400)
        .body("errors.field", containsInAnyOrder("newIssueRings", "severity", "environments"));
  }

  @Test
  void recordThatCannotBeHandledGoesToTheDeadLetterTopic() throws Exception {
    // given a record that is no event, and after it a good one
    kafka.send(new ProducerRecord<>(Topics.EXCEPTIONS, "1:x", "not an event")).get();
    var dlq = new TopicPartition(Topics.dlq(Topics.EXCEPTIONS), 0);
    var bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(dlq));
      consumer.seekToBeginning(List.of(dlq));

      // then
      Awaitility.await("dead letter")
          .atMost(Api.SOON)
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                  var reason = record.headers().lastHeader("dead-letter-reason");
                  if (record.value().equals("not an event") && reason != null) {
                    return new String(reason.value(), StandardCharsets.UTF_8).length() > 0;
                  }
                }
                return false;
              });
    }
    assertThat(Api.event(Api.send(event(newId(), "AfterTheBadOne", "")))).isNotNull();
  }

  @Test
  void readyNamesItsDependencies() {
    io.restassured.RestAssured.get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItems("postgresql", "kafka"));
  }
}
