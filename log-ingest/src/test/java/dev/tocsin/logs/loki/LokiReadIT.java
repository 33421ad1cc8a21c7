package dev.tocsin.logs.loki;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The requests that Grafana's Loki data source sends, over lines that came in through two doors.
 */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LokiReadIT {

  private static final long NS = 1_000_000_000L;
  private static final int MINUTES = 10;

  @Inject Clock clock;

  @Test
  void theHealthCheckGetsItsTwo() {
    JsonPath answer = get("query", Map.of("query", "vector(1)+vector(1)", "time", "4000000000"));
    assertThat(answer.getString("data.resultType")).isEqualTo("vector");
    assertThat(answer.getList("data.result")).hasSize(1);
    assertThat(answer.getString("data.result[0].value[1]")).isEqualTo("2");
    assertThat(get("query", Map.of("query", "1 + 1", "time", "1700000000")).getString("data"))
        .contains("scalar");
    given()
        .auth()
        .preemptive()
        .basic("grafana", TestKeys.VIEWER_API)
        .get("/loki/api/v1/status/buildinfo")
        .then()
        .statusCode(200);
    given().get("/loki/api/v1/labels").then().statusCode(401);
    given()
        .header("X-Tocsin-Key", TestKeys.INGEST)
        .get("/loki/api/v1/labels")
        .then()
        .statusCode(403);
  }

  @Test
  void linesComeByStream() {
    Shop shop = shop();
    JsonPath all = range(shop, "{service_name=\"" + shop.name + "\"}", Map.of("limit", "1000"));
    assertThat(all.getString("status")).isEqualTo("success");
    assertThat(all.getString("data.resultType")).isEqualTo("streams");
    assertThat(lines(all)).hasSize(60);
    assertThat(all.getInt("data.stats.summary.totalLinesProcessed")).isEqualTo(60);
    List<Map<String, String>> labels = all.getList("data.result.stream");
    assertThat(labels).allMatch(one -> shop.name.equals(one.get("service_name")));
    assertThat(labels).allMatch(one -> one.containsKey("path"));

    JsonPath few =
        range(
            shop,
            "{service_name=\"" + shop.name + "\"} |= \"order 7 \"",
            Map.of("direction", "forward", "limit", "5"));
    assertThat(lines(few)).containsExactly("GET order 7 took 7ms");
    JsonPath forward =
        range(
            shop,
            "{service_name=\"" + shop.name + "\"}",
            Map.of("direction", "forward", "limit", "1"));
    assertThat(lines(forward)).containsExactly("GET order 0 took 0ms");
    JsonPath newest = range(shop, "{service_name=\"" + shop.name + "\"}", Map.of("limit", "1"));
    assertThat(lines(newest)).containsExactly("GET order 59 took 59ms");
  }

  @Test
  void kindsOfLabelsAreKeptApartWhenAsked() {
    Shop shop = shop();
    JsonPath answer =
        viewer()
            .header("X-Loki-Response-Encoding-Flags", "categorize-labels")
            .formParam(
                "query",
                "{service_name=\""
                    + shop.name
                    + "\"} |= \"order 10 \" | pattern \"<verb> order <_>\"")
            .formParam("start", shop.start * NS)
            .formParam("end", shop.end * NS)
            .post("/loki/api/v1/query_range")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(answer.getList("data.encodingFlags")).containsExactly("categorize-labels");
    assertThat(answer.getMap("data.result[0].stream"))
        .isEqualTo(Map.of("service_name", shop.name, "level", "error"));
    assertThat(answer.getString("data.result[0].values[0][1]")).isEqualTo("GET order 10 took 10ms");
    Map<String, String> metadata = answer.getMap("data.result[0].values[0][2].structuredMetadata");
    assertThat(metadata)
        .containsEntry("path", "/p0")
        .containsEntry("http_status", "500")
        .containsEntry("detected_level", "error");
    assertThat(answer.getMap("data.result[0].values[0][2].parsed"))
        .isEqualTo(Map.of("verb", "GET"));
  }

  @Test
  void fieldsAreComparedInTheStoreAndLineByLineAlike() {
    Shop shop = shop();
    String stream = "{service_name=\"" + shop.name + "\"}";
    for (String filter :
        List.of(
            " | http_status >= 500",
            " | http_status=\"500\"",
            " | level=\"error\"",
            " | detected_level=~\"error|fatal\"",
            " | line_format \"{{.http_status}}\" |= \"500\"",
            " | logfmt | http_status >= 500 | __error__=\"\"",
            " | label_format s=http_status | s = 500")) {
      assertThat(lines(range(shop, stream + filter, Map.of("limit", "100")))).as(filter).hasSize(6);
    }
    assertThat(lines(range(shop, stream + " | regexp \"took (?P<t>\\\\S+)\" | t > 50ms", Map.of())))
        .hasSize(9);
    assertThat(
            lines(range(shop, "{service_name=\"" + shop.name + "\", level=\"error\"}", Map.of())))
        .hasSize(6);
    assertThat(lines(range(shop, stream + " |~ \"order [12] \"", Map.of()))).hasSize(2);
    assertThat(lines(range(shop, stream + " != \"order\"", Map.of()))).isEmpty();
  }

  @Test
  void numbersAreTheSameOnEveryWay() {
    Shop shop = shop();
    String stream = "{service_name=\"" + shop.name + "\"";
    for (String query :
        List.of(
            "sum by (level, detected_level) (count_over_time(" + stream + "}[60s]))",
            "sum by (level, detected_level) (count_over_time(" + stream + "} |= \"order\" [60s]))",
            "sum by (level, detected_level) (count_over_time("
                + stream
                + "} | drop __error__ [60s]))",
            "sum by (level, detected_level) (count_over_time("
                + stream
                + "} | line_format \"{{.path}}\" [60s]))")) {
      JsonPath answer = range(shop, query, Map.of("step", "60"));
      assertThat(answer.getString("data.resultType")).isEqualTo("matrix");
      List<Map<String, String>> metrics = answer.getList("data.result.metric");
      assertThat(metrics)
          .as(query)
          .containsExactlyInAnyOrder(
              Map.of("level", "info", "detected_level", "info"),
              Map.of("level", "error", "detected_level", "error"));
      assertThat(total(answer)).as(query).isEqualTo(60);
    }
    String at = Long.toString(shop.end);
    JsonPath top =
        get(
            "query",
            Map.of(
                "query",
                "topk(1, sum by (path) (count_over_time(" + stream + "}[" + MINUTES + "m])))",
                "time",
                at));
    assertThat(top.getList("data.result")).hasSize(1);
    assertThat(top.getString("data.result[0].value[1]")).isEqualTo("24");
    assertThat(value("rate(" + stream + ", level=\"error\"}[10m]) * 600", at)).isEqualTo("6");
    assertThat(value("sum(sum_over_time(" + stream + "} | unwrap http_status [10m]))", at))
        .isEqualTo(Integer.toString(6 * 500 + 54 * 200));
    assertThat(
            value(
                "max_over_time("
                    + stream
                    + "} | pattern \"<_> took <t>\" | unwrap duration(t) [10m]) by (service_name)",
                at))
        .isEqualTo("0.059");
    assertThat(value("sum(bytes_over_time(" + stream + "}[10m]))", at))
        .isEqualTo(Integer.toString(IntStream.range(0, 60).map(i -> Shop.line(i).length()).sum()));
    assertThat(
            value(
                "sum(count_over_time("
                    + stream
                    + ", level=\"error\"}[10m])) / sum(count_over_time("
                    + stream
                    + "}[10m]))",
                at))
        .isEqualTo("0.1");
  }

  @Test
  void labelsValuesAndSeriesAreListed() {
    Shop shop = shop();
    var window = Map.of("start", shop.start * NS + "", "end", shop.end * NS + "");
    assertThat(get("labels", window).getList("data", String.class))
        .contains("service_name", "level");
    assertThat(get("label", window).getList("data", String.class)).contains("service_name");
    assertThat(get("label/service_name/values", window).getList("data", String.class))
        .contains(shop.name);
    var selected = new HashMap<String, String>(window);
    selected.put("query", "{service_name=\"" + shop.name + "\"}");
    assertThat(get("label/level/values", selected).getList("data", String.class))
        .containsExactly("error", "info");
    var match = new HashMap<String, String>(window);
    match.put("match[]", "{service_name=\"" + shop.name + "\"}");
    assertThat(get("series", match).getList("data"))
        .containsExactlyInAnyOrder(
            Map.of("service_name", shop.name, "level", "info"),
            Map.of("service_name", shop.name, "level", "error"));

    JsonPath stats = get("index/stats", selected);
    assertThat(stats.getLong("entries")).isGreaterThanOrEqualTo(60);
    assertThat(stats.getLong("streams")).isPositive();
    JsonPath volume = get("index/volume", selected);
    assertThat(volume.getMap("data.result[0].metric")).isEqualTo(Map.of("service_name", shop.name));
    assertThat(volume.getInt("data.result[0].value[1]"))
        .isEqualTo(IntStream.range(0, 60).map(i -> Shop.line(i).length()).sum());
    var target = new HashMap<>(selected);
    target.putAll(Map.of("targetLabels", "level", "step", "60"));
    assertThat(get("index/volume_range", target).getList("data.result.metric"))
        .containsExactly(Map.of("level", "info"), Map.of("level", "error"));
    assertThat(get("detected_labels", selected).getList("detectedLabels.label"))
        .containsExactly("level", "service_name");
    JsonPath fields = get("detected_fields", selected);
    assertThat(fields.getList("fields.label", String.class)).contains("path", "http_status");
    assertThat(fields.getString("fields.find { it.label == 'http_status' }.type")).isEqualTo("int");
    assertThat(get("detected_field/path/values", selected).getList("values"))
        .containsExactly("/p0", "/p1", "/p2");
  }

  @Test
  void similarLinesAreOnePattern() {
    Shop shop = shop();
    JsonPath grafana =
        get(
            "patterns",
            Map.of(
                "query", "{service_name=\"" + shop.name + "\"}",
                "start", shop.start + "",
                "end", shop.end + "",
                "step", "60"));
    assertThat(grafana.getList("data.pattern")).containsExactly("GET order <_> took <_>");
    assertThat(grafana.getList("data[0].samples")).hasSize(MINUTES);
    JsonPath own =
        viewer()
            .queryParams(Map.of("service", shop.name, "q", "order", "level", "error"))
            .get("/api/v1/logs/patterns")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(own.getLong("messages")).isEqualTo(6);
    assertThat(own.getString("items[0].pattern")).isEqualTo("GET order <_> took <_>");
    assertThat(own.getLong("items[0].count")).isEqualTo(6);
    assertThat(own.getDouble("items[0].share")).isEqualTo(1.0);
    assertThat(own.getString("items[0].example")).startsWith("GET order ");
  }

  @Test
  void mistakesAreSaidInPlainText() {
    Response broken = viewer().queryParam("query", "{a=}").get("/loki/api/v1/query_range");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.contentType()).startsWith("text/plain");
    assertThat(broken.asString())
        .isEqualTo(
            "parse error at line 1, col 4: syntax error: unexpected \"}\", expecting STRING");
    assertThat(
            viewer()
                .queryParam("query", "{}")
                .queryParam("limit", 9999)
                .get("/loki/api/v1/query_range")
                .statusCode())
        .isEqualTo(400);
    assertThat(viewer().get("/loki/api/v1/no_such").statusCode()).isEqualTo(404);
    assertThat(
            viewer()
                .queryParam("query", "sum(rate({a=\"b\"}[5m])) by (x)")
                .get("/loki/api/v1/format_query")
                .jsonPath()
                .getString("data"))
        .isEqualTo("sum by (x) (rate({a=\"b\"}[5m]))");
    assertThat(
            viewer()
                .header("X-Scope-OrgID", "fake")
                .queryParam("query", "{}")
                .get("/loki/api/v1/query_range")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatLokisClientsPushIsAskedByItsLabels() {
    String app = Logs.newService("pushed");
    long now = clock.instant().getEpochSecond();
    String body =
        "{\"streams\":[{\"stream\":{\"app\":\"%s\",\"env\":\"prod\",\"level\":\"warning\"},\"values\":["
                .formatted(app)
            + "[\"%d000000000\",\"{\\\"user\\\":\\\"u1\\\",\\\"ms\\\":12}\",{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}],"
                .formatted(now - 5)
            + "[\"%d000000000\",\"{\\\"user\\\":\\\"u2\\\",\\\"ms\\\":30}\"]]}]}"
                .formatted(now - 4);
    Logs.ingest()
        .contentType("application/json")
        .body(body)
        .post("/loki/api/v1/push")
        .then()
        .statusCode(204);
    Logs.awaitRows(app, 2);
    var ask = Map.of("start", (now - 60) + "", "end", (now + 1) + "");
    for (String selector :
        List.of(
            "{app=\"" + app + "\"}",
            "{app=\"" + app + "\", env=~\"prod|dev\", level=\"warning\"}",
            "{app=\"" + app + "\", env!=\"dev\", nothing=\"\"}",
            "{service_name=\"" + app + "\"} | json | ms >= 10 | user =~ \"u.\"")) {
      var query = new HashMap<String, String>(ask);
      query.put("query", selector);
      assertThat(lines(get("query_range", query))).as(selector).hasSize(2);
    }
    var query = new HashMap<String, String>(ask);
    query.put("query", "{app=\"" + app + "\"} | trace_id=\"0af7651916cd43dd8448eb211c80319c\"");
    JsonPath one = get("query_range", query);
    assertThat(one.getList("data.result")).hasSize(1);
    assertThat(one.getMap("data.result[0].stream"))
        .containsEntry("app", app)
        .containsEntry("env", "prod")
        .containsEntry("level", "warn");
    assertThat(
            value(
                "sum by (env) (sum_over_time({app=\"" + app + "\"} | json | unwrap ms [1m]))",
                now + ""))
        .isEqualTo("42");
  }

  /** Sixty lines over ten minutes, one in ten an error. */
  @Test
  void aTenantSeesOnlyItsProject() {
    Shop shop = shop();
    assertThat(lines(ofTenant("1", shop))).hasSize(60);
    assertThat(lines(ofTenant("2", shop))).isEmpty();
  }

  private static JsonPath ofTenant(String project, Shop shop) {
    return viewer()
        .header("X-Scope-OrgID", project)
        .queryParam("query", "{service_name=\"" + shop.name + "\"}")
        .queryParam("start", shop.start * NS)
        .queryParam("end", shop.end * NS)
        .get("/loki/api/v1/query_range")
        .jsonPath();
  }

  private record Shop(String name, long start, long end) {
    static String line(int number) {
      return "GET order " + number + " took " + number + "ms";
    }
  }

  private Shop shop() {
    String name = Logs.newService("loki");
    long end = clock.instant().getEpochSecond() / 60 * 60;
    long start = end - MINUTES * 60;
    String body =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "{\"service\":\"%s\",\"level\":\"%s\",\"time\":\"%s\",\"msg\":\"%s\",\"path\":\"/p%d\",\"http.status\":%d}"
                        .formatted(
                            name,
                            i % 10 == 0 ? "error" : "info",
                            java.time.Instant.ofEpochSecond(start + i * 10),
                            Shop.line(i),
                            i % 10 == 0 ? 0 : i % 3,
                            i % 10 == 0 ? 500 : 200))
            .collect(Collectors.joining("\n"));
    Logs.postLines(body).then().statusCode(200);
    Logs.awaitRows(name, 60);
    return new Shop(name, start, end);
  }

  private static RequestSpecification viewer() {
    return given().auth().preemptive().basic("grafana", TestKeys.VIEWER_API);
  }

  private static JsonPath get(String path, Map<String, String> parameters) {
    Response response = viewer().queryParams(parameters).get("/loki/api/v1/" + path);
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return response.jsonPath();
  }

  private static JsonPath range(Shop shop, String query, Map<String, String> more) {
    var parameters = new HashMap<String, String>(more);
    parameters.put("query", query);
    parameters.put("start", shop.start * NS + "");
    parameters.put("end", shop.end * NS + "");
    return get("query_range", parameters);
  }

  private static String value(String query, String time) {
    JsonPath answer = get("query", Map.of("query", query, "time", time));
    assertThat(answer.getList("data.result")).as(query).hasSize(1);
    return answer.getString("data.result[0].value[1]");
  }

  private static List<String> lines(JsonPath answer) {
    List<List<List<Object>>> values = answer.getList("data.result.values");
    return values.stream().flatMap(List::stream).map(one -> one.get(1).toString()).toList();
  }

  private static int total(JsonPath answer) {
    List<List<List<Object>>> values = answer.getList("data.result.values");
    return values.stream()
        .flatMap(List::stream)
        .mapToInt(point -> Integer.parseInt(point.get(1).toString()))
        .sum();
  }
}
