package dev.tocsin.prober.work;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.prober.IncidentDouble;
import dev.tocsin.prober.TestAgents;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Batches as agents send them: twice, late, broken, side by side. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentDouble.class)
class RedeliveryIT {
  @Test
  void the_same_batch_twice_pages_once() {
    String id = create("redelivered");
    var first = List.of(result(id, "bad", Instant.now()));
    var second = List.of(result(id, "bad", Instant.now()));

    assertThat(push(TestKeys.REGION_EU_WEST, first).getInt("stored")).isEqualTo(1);
    assertThat(push(TestKeys.REGION_US_EAST, second).getInt("stored")).isEqualTo(1);
    assertThat(push(TestKeys.REGION_US_EAST, second).getInt("duplicates")).isEqualTo(1);
    assertThat(push(TestKeys.REGION_EU_WEST, first).getInt("duplicates")).isEqualTo(1);

    assertThat(state(id)).isEqualTo("DOWN");
    await().atMost(Duration.ofSeconds(10)).until(() -> !IncidentDouble.alertsOf(id).isEmpty());
    push(TestKeys.REGION_AP_SOUTH, List.of(result(id, "bad", Instant.now())));
    assertThat(IncidentDouble.alertsOf(id)).hasSize(1);
  }

  @Test
  void an_alert_waits_for_incident_service_to_come_back() {
    String id = create("waits");
    IncidentDouble.receiver().answerNext(503, 503);

    push(TestKeys.REGION_EU_WEST, List.of(result(id, "bad", Instant.now())));
    push(TestKeys.REGION_US_EAST, List.of(result(id, "bad", Instant.now())));

    await().atMost(Duration.ofSeconds(20)).until(() -> IncidentDouble.alertsOf(id).size() >= 3);
  }

  @Test
  void regions_reporting_at_the_same_time_page_once() {
    String id = create("together");
    var pushes =
        Stream.of(TestKeys.REGION_EU_WEST, TestKeys.REGION_US_EAST, TestKeys.REGION_AP_SOUTH)
            .flatMap(key -> Stream.of(key, key, key))
            .map(
                key ->
                    CompletableFuture.runAsync(
                        () -> push(key, List.of(result(id, "bad", Instant.now())))))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(pushes).join();

    assertThat(state(id)).isEqualTo("DOWN");
    await().atMost(Duration.ofSeconds(10)).until(() -> !IncidentDouble.alertsOf(id).isEmpty());
    assertThat(IncidentDouble.alertsOf(id)).hasSize(1);
  }

  @Test
  void every_result_is_accounted_for() {
    String id = create("accounted");
    Map<String, Object> broken = result(id, "good", Instant.now());
    broken.put("eventId", "no-uuid");
    Map<String, Object> ancient = result(id, "good", Instant.now().minus(Duration.ofDays(3)));

    JsonPath receipt =
        push(
            TestKeys.REGION_EU_WEST,
            List.of(
                result(id, "good", Instant.now()),
                result("gone", "good", Instant.now()),
                broken,
                ancient,
                result(id, "splendid", Instant.now())));

    assertThat(receipt.getInt("stored")).isEqualTo(1);
    assertThat(receipt.getInt("rejected")).isEqualTo(4);
    assertThat(receipt.getMap("reasons"))
        .containsEntry("malformed", 2)
        .containsEntry("too old", 1)
        .containsEntry("unknown monitor", 1);
  }

  @Test
  void late_results_are_kept_and_change_no_verdict() {
    String id = create("late");
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));

    push(TestKeys.REGION_EU_WEST, List.of(result(id, "bad", hourAgo)));
    push(TestKeys.REGION_US_EAST, List.of(result(id, "bad", hourAgo)));

    assertThat(state(id)).isEqualTo("UNKNOWN");
    assertThat(results(id)).hasSize(2);
  }

  @Test
  void results_of_an_earlier_revision_or_from_a_doubtful_network_do_not_count() {
    String id = create("doubtful");
    Map<String, Object> old = result(id, "bad", Instant.now());
    old.put("revision", 99);
    Map<String, Object> doubtful = result(id, "bad", Instant.now());
    doubtful.put("controlOk", false);

    push(TestKeys.REGION_EU_WEST, List.of(old));
    push(TestKeys.REGION_US_EAST, List.of(doubtful));
    push(TestKeys.REGION_AP_SOUTH, List.of(result(id, "bad", Instant.now())));

    assertThat(state(id)).isEqualTo("UNKNOWN");
    assertThat(results(id)).hasSize(3);
  }

  private static String create(String name) {
    return given()
        .header("Authorization", "Bearer " + TestKeys.MANAGER_API)
        .contentType("application/json")
        .body(
            Map.of(
                "name",
                name,
                "service",
                name,
                "url",
                "https://shop.example.com/health",
                "intervalSeconds",
                30,
                "regions",
                TestAgents.REGIONS))
        .post("/api/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getString("id");
  }

  private static Map<String, Object> result(String monitorId, String verdict, Instant at) {
    Map<String, Object> result = new HashMap<>();
    result.put("eventId", UUID.randomUUID().toString());
    result.put("monitorId", monitorId);
    result.put("revision", 1);
    result.put("intended", at.toString());
    result.put("start", at.toString());
    result.put("verdict", verdict);
    result.put("errorClass", verdict.equals("bad") ? "refused" : null);
    result.put("lagNs", 0);
    result.put("controlOk", true);
    return result;
  }

  private static JsonPath push(String key, List<Map<String, Object>> results) {
    return given()
        .header("Authorization", "Bearer " + key)
        .contentType("application/json")
        .body(Map.of("agent", "test", "dropped", 0, "results", results))
        .post("/api/v1/agent/results")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String state(String id) {
    return view("/api/v1/monitors/" + id).getString("status.state");
  }

  private static List<Object> results(String id) {
    return view("/api/v1/monitors/" + id + "/results").getList("items");
  }

  private static JsonPath view(String path) {
    return given()
        .header("Authorization", "Bearer " + TestKeys.VIEWER_API)
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
