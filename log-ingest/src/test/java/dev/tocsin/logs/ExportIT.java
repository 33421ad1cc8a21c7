package dev.tocsin.logs;

import static dev.tocsin.logs.Logs.awaitRows;
import static dev.tocsin.logs.Logs.newService;
import static dev.tocsin.logs.Logs.postLines;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ExportIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void anExportHasMoreRowsThanAnyPageAndGoesOnWhereItBrokeOff() throws Exception {
    // given more rows than a page holds
    String service = newService("export");
    send(service, 2500);

    // when they are exported
    List<JsonNode> rows = ndjson(export(service).get("/api/v1/logs/export").asString());

    // then all are there, oldest first, each once
    assertThat(rows).hasSize(2500);
    assertThat(rows).extracting(row -> row.path("body").asText()).doesNotHaveDuplicates();
    assertThat(rows).extracting(row -> row.path("time").asText()).isSorted();
    assertThat(rows.getFirst().path("attributes").path("n").isNumber()).isTrue();

    // and from the last row that arrived it goes on without a gap
    String cursor = rows.get(1233).path("cursor").asText();
    List<JsonNode> rest =
        ndjson(export(service).queryParam("cursor", cursor).get("/api/v1/logs/export").asString());
    assertThat(rest).isEqualTo(rows.subList(1234, rows.size()));
  }

  @Test
  void csvKeepsCommasQuotesAndLineEnds() {
    String service = newService("csv");
    postLines("{\"service\":\"%s\",\"msg\":\"a, \\\"b\\\"\\nc\",\"k\":\"v\"}\n".formatted(service))
        .then()
        .statusCode(200);
    awaitRows(service, 1);

    String csv = export(service).queryParam("format", "csv").get("/api/v1/logs/export").asString();

    assertThat(csv).startsWith("time,level,severityNumber,severityText,service,body,");
    assertThat(csv).contains("\"a, \"\"b\"\"\nc\"").contains("\"{\"\"k\"\":\"\"v\"\"}\"");
  }

  @Test
  void parquetHasAColumnPerAttribute(@TempDir Path folder) throws Exception {
    String service = newService("parquet");
    send(service, 300);

    byte[] bytes =
        export(service)
            .queryParam("format", "parquet")
            .queryParam("q", "n:<100")
            .get("/api/v1/logs/export")
            .asByteArray();

    Path file = Files.write(folder.resolve("logs.parquet"), bytes);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var found =
            statement.executeQuery("SELECT count(*), max(n), min(service) FROM '" + file + "'")) {
      found.next();
      assertThat(found.getLong(1)).isEqualTo(100);
      assertThat(found.getLong(2)).isEqualTo(99);
      assertThat(found.getString(3)).isEqualTo(service);
    }
  }

  @Test
  void brokenParametersAreNamedTogether() {
    var errors =
        export("x")
            .queryParam("format", "xml")
            .queryParam("cursor", "nonsense")
            .queryParam("q", "(a")
            .get("/api/v1/logs/export")
            .then()
            .statusCode(400)
            .extract()
            .jsonPath();
    assertThat(errors.getList("errors.field")).contains("format", "cursor", "q");
  }

  private static void send(String service, int rows) {
    var lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append("{\"service\":\"%s\",\"msg\":\"line %d\",\"n\":%d}%n".formatted(service, i, i));
    }
    postLines(lines.toString()).then().statusCode(200);
    awaitExported(service, rows);
  }

  private static void awaitExported(String service, int rows) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> ndjson(export(service).get("/api/v1/logs/export").asString()).size() >= rows);
  }

  private static RequestSpecification export(String service) {
    return given().header("X-Tocsin-Key", TestKeys.VIEWER_API).queryParam("service", service);
  }

  private static List<JsonNode> ndjson(String text) throws Exception {
    var rows = new ArrayList<JsonNode>();
    for (String line : text.split("\n")) {
      if (!line.isBlank()) {
        rows.add(JSON.readTree(line));
      }
    }
    return rows;
  }
}
