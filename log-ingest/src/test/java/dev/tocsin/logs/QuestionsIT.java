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
  void theLanguageFindsWhatItSaysInStoredRows() {
    String service = requests("language");
    String mine = "service=" + service + " ";

    assertThat(query(mine + "refused")).hasSize(5);
    assertThat(query(mine + "REFUS*")).hasSize(5);
    assertThat(query(mine + "\"connection refused\" -order.id:o-3")).hasSize(4);
    assertThat(query(mine + "http.status:>=500")).hasSize(5);
    assertThat(query(mine + "http.status:200 AND took_ms:<100ms")).hasSize(5);
    assertThat(query(mine + "took_ms:>1s")).hasSize(5);
    assertThat(query(mine + "(order.id:o-1 OR order.id:o-2) level:error")).hasSize(2);
    assertThat(query(mine + "/ref.sed/ scope:*")).isEmpty();
    assertThat(query(mine + "nowhere.to.be.found")).isEmpty();
    assertThat(query(mine + "-refused")).hasSize(5);
    viewer()
        .queryParam("q", "level>=loud")
        .get("/api/v1/logs/search")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("q"))
        .body("errors.rule", hasItem(containsString("at position 7")));
  }

  @Test
  void facetsFieldsContextAndPlan() {
    String service = requests("facets");
    String mine = "service=" + service;

    viewer()
        .queryParams(Map.of("q", mine, "field", "http.status"))
        .get("/api/v1/logs/facets")
        .then()
        .statusCode(200)
        .body("items.value", hasItems("200", "503"))
        .body("items.count", equalTo(List.of(5, 5)));
    viewer()
        .queryParams(Map.of("q", mine, "field", "level"))
        .get("/api/v1/logs/facets")
        .then()
        .body("source", equalTo("counts"))
        .body("items.value", hasItems("info", "error"));
    viewer()
        .queryParams(Map.of("q", mine))
        .get("/api/v1/logs/fields")
        .then()
        .statusCode(200)
        .body("items.name", hasItems("http.status", "order.id", "took_ms"))
        .body("items.find { it.name == 'http.status' }.types", hasItem("integer"));
    JsonPath byStatus = histogram(Map.of("q", mine, "by", "http.status", "buckets", 30), Map.of());
    assertThat(byStatus.getList("buckets.counts.503", Long.class).stream().mapToLong(n -> n).sum())
        .isEqualTo(5);

    Map<String, Object> middle = query(mine + " order.id:o-4").getLast();
    viewer()
        .queryParams("id", middle.get("id"), "time", middle.get("time"), "before", 3, "after", 2)
        .get("/api/v1/logs/context")
        .then()
        .statusCode(200)
        .body("line.id", equalTo(middle.get("id")))
        .body("before.size()", equalTo(3))
        .body("after.size()", equalTo(2));
    viewer()
        .queryParams("id", "0-999999999-0", "time", middle.get("time"))
        .get("/api/v1/logs/context")
        .then()
        .statusCode(404);
    viewer()
        .queryParams("q", mine + " refused nonexistentword")
        .get("/api/v1/logs/explain")
        .then()
        .statusCode(200)
        .body("words", equalTo(List.of("nonexistentword", "refused")))
        .body("segments", equalTo(0))
        .body("steps.by", hasItems("time and project", "service and level"))
        .body("predicate", containsString("?"));
  }

  @Test
  void completesWhatIsBeingTyped() {
    String service = requests("complete");
    viewer()
        .queryParam("q", "level>=w")
        .get("/api/v1/logs/complete")
        .then()
        .statusCode(200)
        .body("from", equalTo(7))
        .body("items.text", equalTo(List.of("warn")));
    viewer()
        .queryParam("q", "service:" + service.substring(0, service.length() - 2))
        .get("/api/v1/logs/complete")
        .then()
        .body("items.text", hasItem(service));
    viewer()
        .queryParam("q", "order")
        .get("/api/v1/logs/complete")
        .then()
        .body("items.text", hasItem("order.id:"));
    viewer()
        .get("/api/v1/logs/language")
        .then()
        .statusCode(200)
        .body("fields.name", hasItem("level"));
  }

  @Test
  void sqlAnswersForThoseWhoMayAndReachesNothingElse() {
    String service = requests("sql");
    sql("SELECT count(*) AS n, sum(\"http.status\") FROM logs WHERE service = '" + service + "'")
        .statusCode(200)
        .body("columns[0].name", equalTo("n"))
        .body("rows[0][0]", equalTo(10))
        .body("rows[0][1]", equalTo(3515));
    sql("WITH e AS (SELECT * FROM logs WHERE level = 'error' AND service = '"
            + service
            + "')"
            + " SELECT attributes->>'order.id' AS id FROM e ORDER BY id -- the end")
        .statusCode(200)
        .body("rows[0][0]", equalTo("o-0"));
    for (String escape :
        List.of(
            "SELECT * FROM read_csv('/etc/passwd')",
            "SELECT * FROM '/etc/passwd'",
            "SELECT * FROM read_parquet('target/test-logs/segments/*/*.parquet')",
            "SELECT * FROM glob('/*')",
            "SELECT read_text FROM read_text('/etc/passwd')",
            "COPY logs TO '/tmp/stolen.csv'",
            "COPY (SELECT 1) TO 'stolen.csv'",
            "ATTACH 'other.db'",
            "PRAGMA database_list",
            "SET memory_limit='100GB'",
            "INSTALL httpfs",
            "LOAD httpfs",
            "CREATE TABLE t AS SELECT 1",
            "DROP VIEW logs",
            "SELECT 1; SELECT 2",
            "SELECT 1) AS a; COPY (SELECT 2) TO 'x'; SELECT * FROM (SELECT 3",
            "SELECT * FROM duckdb_settings()",
            "SELECT * FROM information_schema.tables",
            "SELECT current_setting('allowed_paths')",
            "SELECT * FROM query('SELECT 1')",
            "SELECT * FROM (DESCRIBE logs)",
            "SELECT * FROM (SELECT * FROM read_json('/proc/self/environ'))",
            "SELECT ?",
            "EXPLAIN SELECT 1",
            "CALL pragma_version()",
            "",
            "SELECT FROM WHERE")) {
      sql(escape).statusCode(400).body("errors.field", equalTo(List.of("sql")));
    }
    given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .contentType("application/json")
        .body(Map.of("sql", "SELECT 1"))
        .post("/api/v1/logs/sql")
        .then()
        .statusCode(403);
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

  /** Five good requests and five failed ones. */
  private static String requests(String name) {
    String service = Logs.newService(name);
    var lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      boolean failed = i >= 5;
      lines.append(
          "{\"service\":\"%s\",\"level\":\"%s\",\"msg\":\"%s\",\"http.status\":%d,\"took_ms\":%d,\"order.id\":\"o-%d\"}\n"
              .formatted(
                  service,
                  failed ? "error" : "info",
                  failed ? "Connection refused by 10.0.0.7" : "order taken",
                  failed ? 503 : 200,
                  failed ? 1500 + i : 20 + i,
                  failed ? i - 5 : i));
    }
    Logs.postLines(lines.toString()).then().statusCode(200);
    Logs.awaitRows(service, 10);
    return service;
  }

  private static List<Map<String, Object>> query(String text) {
    return items(Map.of("q", text));
  }

  private static io.restassured.response.ValidatableResponse sql(String statement) {
    return given()
        .header("X-Tocsin-Key", TestKeys.ADMIN_API)
        .contentType("application/json")
        .body(Map.of("sql", statement))
        .post("/api/v1/logs/sql")
        .then();
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
