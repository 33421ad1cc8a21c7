package dev.tocsin.logs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.retention.MergeJob;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions over stored logs, asked over HTTP. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class QuestionsIT {

  private static final String[] LEVELS = {"trace", "debug", "info", "warn", "error", "fatal"};

  @Inject MergeJob merging;
  @Inject CareStore care;

  @Test
  void findsByLevelTextAndService() {
    String service = ladder("find", 10);

    assertThat(items(Map.of("service", service, "level", "warning"))).hasSize(30);
    assertThat(items(Map.of("service", service, "level", "crit"))).hasSize(20);
    assertThat(items(Map.of("service", service, "q", "RUNG 7 of"))).hasSize(6);
    assertThat(items(Map.of("service", service, "q", "rung 7 OF", "level", "error"))).hasSize(2);
    assertThat(items(Map.of("service", service, "q", "\"100%'); DROP\""))).isEmpty();
    assertThat(
            items(
                Map.of(
                    "service",
                    service,
                    "to",
                    "2020-01-01T00:00:00Z",
                    "from",
                    "2019-01-01T00:00:00Z")))
        .isEmpty();
    assertThat(items(Map.of("service", service, "project", "2"))).isEmpty();
  }

  @Test
  void pagesNeverSkipNorRepeat() {
    String service = ladder("pages", 20);
    for (String order : List.of("desc", "asc")) {
      var seen = new ArrayList<Map<String, Object>>();
      String cursor = null;
      do {
        var query =
            new HashMap<String, Object>(Map.of("service", service, "limit", 7, "order", order));
        if (cursor != null) {
          query.put("cursor", cursor);
        }
        JsonPath page = Logs.search(query);
        seen.addAll(page.getList("items"));
        cursor = page.getString("nextCursor");
      } while (cursor != null);

      assertThat(seen).hasSize(120);
      assertThat(seen).extracting(row -> row.get("id")).doesNotHaveDuplicates();
      var times = seen.stream().map(row -> Instant.parse(row.get("time").toString())).toList();
      assertThat(times)
          .isSortedAccordingTo(
              order.equals("asc")
                  ? java.util.Comparator.naturalOrder()
                  : java.util.Comparator.reverseOrder());
    }
  }

  @Test
  void histogramCountsTheSameWithAndWithoutFiles() {
    String service = ladder("histogram", 10);
    var window = Map.of("service", service, "buckets", 30);

    JsonPath counted = histogram(window, Map.of());
    assertThat(counted.getString("source")).isEqualTo("counts");
    assertThat(sum(counted, "error")).isEqualTo(10);
    assertThat(sum(counted, "trace")).isEqualTo(10);

    JsonPath scanned = histogram(window, Map.of("q", "rung"));
    assertThat(scanned.getString("source")).isEqualTo("rows");
    assertThat(sum(scanned, "fatal")).isEqualTo(10);

    JsonPath high = histogram(window, Map.of("level", "error"));
    assertThat(sum(high, "warn")).isZero();
    assertThat(sum(high, "fatal")).isEqualTo(10);
  }

  @Test
  void listsServicesAndTellsTheImpact() {
    String service = ladder("impact", 4);

    viewer()
        .get("/api/v1/logs/services")
        .then()
        .statusCode(200)
        .body("items.name", hasItem(service));
    given()
        .header("X-Tocsin-Key", TestKeys.SERVICE)
        .queryParam("service", service)
        .get("/api/v1/impact")
        .then()
        .statusCode(200)
        .body("source", equalTo("log-ingest"))
        .body("figures[0].value", equalTo(8.0f))
        .body("figures[0].detail", containsString("0 in the same time range a week before"))
        .body("figures[1].value", equalTo(2.0f))
        .body("figures[1].link", containsString("/logs?level=error"));
  }

  @Test
  void mergingChangesNoAnswer() throws Exception {
    String service = Logs.newService("merge");
    for (int i = 0; i < 18; i++) {
      Logs.postLines(line(service, "info", "part " + i)).then().statusCode(200);
      Logs.awaitRows(service, i + 1);
    }
    int before = Logs.search(Map.of("service", service)).getInt("stats.segments");

    assertThat(merging.merge()).isGreaterThanOrEqualTo(16);

    Logs.awaitRows(service, 18);
    assertThat(Logs.search(Map.of("service", service)).getInt("stats.segments")).isLessThan(before);
    assertThat(items(Map.of("service", service, "q", "part 17"))).hasSize(1);
    assertThat(care.removed(Instant.now().plusSeconds(60))).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void namesEveryBrokenParameterAtOnce() {
    viewer()
        .queryParams(
            Map.of(
                "from", "yesterday", "level", "loud", "limit", 5000, "cursor", "x", "order", "up"))
        .get("/api/v1/logs/search")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("from", "level", "limit", "cursor", "order"));
  }

  @Test
  void closedWithoutAKeyAndToKeysOfAnotherKind() {
    given().get("/api/v1/logs/search").then().statusCode(401);
    given()
        .header("X-Tocsin-Key", "tk_api_wrong")
        .get("/api/v1/logs/search")
        .then()
        .statusCode(401);
    given()
        .header("X-Tocsin-Key", TestKeys.INGEST)
        .get("/api/v1/logs/search")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    given().get("/q/health/ready").then().statusCode(200);
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void everyRecordIsCountedExactlyOnce() {
    double received = metric("tocsin_logs_received_total");
    double stored = metric("tocsin_logs_stored_total");
    double rejected = metric("tocsin_logs_rejected_total");
    String service = Logs.newService("identity");
    Logs.postLines(line(service, "info", "one") + "nonsense\n" + line(service, "info", "two"));
    Logs.awaitRows(service, 2);

    assertThat(metric("tocsin_logs_received_total") - received).isEqualTo(3);
    assertThat(metric("tocsin_logs_rejected_total") - rejected).isEqualTo(1);
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(metric("tocsin_logs_stored_total") - stored).isEqualTo(2));
  }

  /** Lines of every level, {@code rungs} each, spread over the last seconds. */
  private static String ladder(String name, int rungs) {
    String service = Logs.newService(name);
    var lines = new StringBuilder();
    for (int rung = 0; rung < rungs; rung++) {
      for (String level : LEVELS) {
        lines.append(line(service, level, "rung " + rung + " of the ladder"));
      }
    }
    Logs.postLines(lines.toString()).then().statusCode(200);
    Logs.awaitRows(service, rungs * LEVELS.length);
    return service;
  }

  private static String line(String service, String level, String message) {
    return "{\"service\":\"%s\",\"level\":\"%s\",\"msg\":\"%s\"}\n"
        .formatted(service, level, message);
  }

  private static List<Map<String, Object>> items(Map<String, ?> query) {
    var all = new HashMap<String, Object>(query);
    all.put("limit", 1000);
    return Logs.search(all).getList("items");
  }

  private static JsonPath histogram(Map<String, ?> query, Map<String, ?> more) {
    return viewer()
        .queryParams(query)
        .queryParams(more)
        .get("/api/v1/logs/histogram")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static long sum(JsonPath histogram, String level) {
    return histogram.getList("buckets.counts." + level, Long.class).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static io.restassured.specification.RequestSpecification viewer() {
    return given().header("X-Tocsin-Key", TestKeys.VIEWER_API);
  }

  private static double metric(String name) {
    String text = given().get("/q/metrics").then().statusCode(200).extract().asString();
    return text.lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
