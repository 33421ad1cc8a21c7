package dev.tocsin.incident.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestKeys;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From the end of an incident to its published postmortem. */
@QuarkusTest
class PostmortemIT extends Scenario {

  @jakarta.inject.Inject
  @ConfigProperty(name = "tocsin.kafka.bootstrap")
  String kafka;

  @Test
  void theDraftHoldsTimelineAndFiguresAndIsPublishedOnceItHasASummary() throws Exception {
    try (var sibling = new WebhookReceiver(URI.create(siblingUrl).getPort())) {
      sibling.answerBody(
          """
          {"source":"uptime-prober","figures":[{"id":"failed","label":"Failed checks","value":42,
            "unit":"checks","detail":"3 regions","link":"http://localhost:8080/monitors/1"}]}
          """);
      String incident = fire("error");
      // questions about incidents of other tests may arrive here too
      var question =
          await()
              .atMost(SOON)
              .until(() -> questionAbout(sibling, "shop-" + tag), request -> request != null);
      assertThat(question.headers().get("Authorization")).isEqualTo("Bearer " + TestKeys.SERVICE);
      post(alert("resolved", "error")).statusCode(200);

      var draft =
          as(TestKeys.RESPONDER_API)
              .post("/api/v1/incidents/" + incident + "/postmortem")
              .then()
              .statusCode(201)
              .extract()
              .jsonPath();
      String id = draft.getString("id");
      assertThat(draft.getString("markdown"))
          .contains("| Failed checks | 42 checks (3 regions) |")
          .contains("| all figures | not available (it could not be reached) | [log-ingest]")
          .contains("Waking On-call engineer (level 1).")
          .contains("Alert resolved: Shop is down " + tag);
      as(TestKeys.RESPONDER_API)
          .post("/api/v1/incidents/" + incident + "/postmortem")
          .then()
          .statusCode(200)
          .body("id", equalTo(id));
      assertThat(incident(incident).getString("postmortemId")).isEqualTo(id);
      var evidence = get("/api/v1/incidents/" + incident + "/impact");
      assertThat(evidence.getString("items.find { it.available }.sha256")).hasSize(64);
      assertThat(evidence.getList("items.findAll { !it.available }.figures.flatten()")).isEmpty();

      editAndPublish(id, draft.getString("markdown"), draft.getLong("version"));
      assertThat(timeline(incident)).contains("Postmortem published.");
      await()
          .atMost(SOON)
          .until(() -> events(incident).stream().anyMatch(e -> e.contains("postmortem_published")));
      assertThat(events(incident).getFirst()).contains("\"kind\":\"opened\"");
    }
  }

  private static void editAndPublish(String id, String markdown, long version) {
    String path = "/api/v1/postmortems/" + id;
    as(TestKeys.RESPONDER_API)
        .post(path + "/publish")
        .then()
        .statusCode(409)
        .body("detail", containsString("summary is empty"));
    String text =
        markdown.replace("## Summary\n", "## Summary\n\nThe shop was down. <script>x</script>\n");
    as(TestKeys.VIEWER_API)
        .body(Map.of("markdown", text, "version", version))
        .put(path)
        .then()
        .statusCode(403);
    as(TestKeys.RESPONDER_API)
        .body(Map.of("markdown", text, "version", version))
        .put(path)
        .then()
        .statusCode(200)
        .body("version", equalTo((int) version + 1))
        .body("updatedBy", equalTo("test-responder"));
    as(TestKeys.RESPONDER_API)
        .body(Map.of("markdown", "mine", "version", version))
        .put(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("changed meanwhile"));
    as(TestKeys.RESPONDER_API).body("{}").put(path).then().statusCode(400);
    as(TestKeys.RESPONDER_API)
        .post(path + "/publish")
        .then()
        .statusCode(200)
        .body("state", equalTo("published"))
        .body("publishedBy", equalTo("test-responder"));
    as(TestKeys.RESPONDER_API)
        .body(Map.of("markdown", text, "version", version + 2))
        .put(path)
        .then()
        .statusCode(409);
    String html = get(path + "/html").getString("html");
    assertThat(html).contains("The shop was down.", "<table>").doesNotContain("<script");
    assertThat(get("/api/v1/postmortems").getList("items.id")).contains(id);
    as(TestKeys.VIEWER_API)
        .body(Map.of("markdown", "**b**"))
        .post("/api/v1/preview")
        .then()
        .statusCode(200)
        .body("html", containsString("<strong>b</strong>"));
  }

  @Test
  void aCriticalIncidentIsDraftedByItselfWhenItEnds() {
    String incident = fire("critical");
    as(TestKeys.RESPONDER_API)
        .post("/api/v1/incidents/" + incident + "/resolve")
        .then()
        .statusCode(200);
    await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> incident(incident).getString("postmortemId") != null);
  }

  private List<String> events(String incident) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.INCIDENTS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var found = new ArrayList<String>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (var record : consumer.poll(java.time.Duration.ofMillis(200))) {
          if (incident.equals(record.key())) {
            found.add(record.value());
          }
        }
      }
      return found;
    }
  }

  private static WebhookReceiver.@Nullable Request questionAbout(
      WebhookReceiver sibling, String service) {
    return sibling.requests().stream()
        .filter(request -> request.path().startsWith("/api/v1/impact?service=" + service))
        .findFirst()
        .orElse(null);
  }
}
