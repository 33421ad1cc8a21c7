package dev.tocsin.prober;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The whole story: agents of three regions probe a real server that breaks and comes back. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentDouble.class)
class MainJobIT {
  private static final int INTERVAL = 4;
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void an_endpoint_breaks_the_quorum_confirms_the_page_leaves_and_recovery_resolves_it()
      throws Exception {
    try (var shop = new WebhookReceiver();
        var agents = new TestAgents()) {
      // given a monitor that three regions see working
      String id = Api.create("checkout " + shop.port(), shop.uri("/health").toString());
      await().atMost(Duration.ofSeconds(10)).until(() -> Api.state(id).equals("UP"));

      // when the endpoint breaks
      shop.answerAlways(500);
      Instant broken = Instant.now();
      await().atMost(Duration.ofSeconds(10)).until(() -> IncidentDouble.alertsOf(id).size() == 1);
      Duration took = Duration.between(broken, Instant.now());

      // then the alert was handed over within half an interval and about a second
      assertThat(took).isLessThan(Duration.ofMillis(INTERVAL * 500L + 1_000));
      JsonNode alert = json.readTree(IncidentDouble.alertsOf(id).getFirst().body());
      assertThat(alert.get("status").asText()).isEqualTo("firing");
      assertThat(alert.get("source").asText()).isEqualTo("uptime-prober");
      assertThat(alert.get("severity").asText()).isEqualTo("critical");
      assertThat(alert.at("/labels/error_class").asText()).isEqualTo("http-status");
      assertThat(alert.at("/labels/http_status").asText()).isEqualTo("500");
      assertThat(alert.at("/labels/regions_failing").asText().split(",")).hasSizeGreaterThan(1);
      assertThat(Instant.parse(alert.at("/labels/first_failure").asText()))
          .isAfter(broken.minusMillis(50));
      assertThat(IncidentDouble.alertsOf(id).getFirst().headers().get("Authorization"))
          .isEqualTo("Bearer " + TestKeys.SERVICE);
      assertThat(Api.state(id)).isEqualTo("DOWN");

      // when it comes back
      shop.answerAlways(200);
      await().atMost(Duration.ofSeconds(10)).until(() -> IncidentDouble.alertsOf(id).size() == 2);

      // then the same alert is resolved, and the figures know about it
      JsonNode resolved = json.readTree(IncidentDouble.alertsOf(id).getLast().body());
      assertThat(resolved.get("status").asText()).isEqualTo("resolved");
      assertThat(resolved.get("dedupKey")).isEqualTo(alert.get("dedupKey"));
      assertThat(Api.state(id)).isEqualTo("UP");
      JsonPath view = Api.get("/api/v1/monitors/" + id);
      assertThat(view.getDouble("uptime24h.ratio")).isBetween(0.01, 0.999);
      assertThat(view.getDouble("uptime24h.coverage")).isBetween(0.0, 0.01);
      assertThat(view.getList("recent")).isNotEmpty();

      // and the regions are listed as healthy
      JsonPath regions = Api.get("/api/v1/regions");
      assertThat(regions.getList("items.region")).containsAll(TestAgents.REGIONS);
      assertThat(regions.getList("items.healthy")).doesNotContain(false);

      // and impact names the failed checks and the minutes down
      JsonPath impact =
          given()
              .header("Authorization", "Bearer " + TestKeys.SERVICE)
              .queryParam("service", "checkout-" + shop.port())
              .queryParam("from", broken.minusSeconds(60).toString())
              .queryParam("to", Instant.now().toString())
              .get("/api/v1/impact")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      assertThat(impact.getList("figures.id", String.class))
          .contains("minutes-down:" + id, "failed-checks:eu-west");
      assertThat(impact.getDouble("figures.find { it.id == 'minutes-down:" + id + "' }.value"))
          .isPositive();

      // and every stored result is on Kafka once, keyed by the monitor
      var stored =
          new HashSet<>(
              Api.get("/api/v1/monitors/" + id + "/results?limit=1000")
                  .getList("items.eventId", String.class));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(eventIdsOnKafka(id)).containsAll(stored));
      assertThat(eventIdsOnKafka(id)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_single_failing_region_pages_nobody() {
    try (var shop = new WebhookReceiver();
        var agents = new TestAgents()) {
      String id = Api.create("lonely " + shop.port(), shop.uri("/health").toString());
      await().atMost(Duration.ofSeconds(10)).until(() -> Api.state(id).equals("UP"));

      shop.answerNext(503);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  Api.get("/api/v1/monitors/" + id + "/results")
                      .getList("items.verdict")
                      .contains("bad"));

      await().atMost(Duration.ofSeconds(10)).until(() -> Api.state(id).equals("UP"));
      assertThat(IncidentDouble.alertsOf(id)).isEmpty();
    }
  }

  @Test
  void pausing_stops_the_probes_and_deleting_forgets_the_monitor() {
    try (var shop = new WebhookReceiver();
        var agents = new TestAgents()) {
      String id = Api.create("paused " + shop.port(), shop.uri("/health").toString());
      await().atMost(Duration.ofSeconds(10)).until(() -> Api.state(id).equals("UP"));

      Api.as(TestKeys.MANAGER_API).post("/api/v1/monitors/" + id + "/pause").then().statusCode(200);
      assertThat(Api.state(id)).isEqualTo("PAUSED");
      Api.as(TestKeys.MANAGER_API)
          .post("/api/v1/monitors/" + id + "/resume")
          .then()
          .statusCode(200);
      await().atMost(Duration.ofSeconds(10)).until(() -> Api.state(id).equals("UP"));

      Api.as(TestKeys.MANAGER_API).delete("/api/v1/monitors/" + id).then().statusCode(204);
      Api.as(TestKeys.MANAGER_API).get("/api/v1/monitors/" + id).then().statusCode(404);
    }
  }

  private List<String> eventIdsOnKafka(String monitorId) throws Exception {
    List<String> ids = new ArrayList<>();
    String bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.PROBE_RESULTS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<TopicPartition> open = new HashSet<>(partitions);
      while (!open.isEmpty()) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (monitorId.equals(record.key())) {
            ids.add(json.readTree(record.value()).get("eventId").asText());
          }
        }
        open.removeIf(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
      }
    }
    return ids;
  }
}
