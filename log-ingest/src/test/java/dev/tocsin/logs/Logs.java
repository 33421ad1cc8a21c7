package dev.tocsin.logs;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.testkit.TestKeys;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** What the tests say to the service. */
public final class Logs {

  private Logs() {}

  /** A service name that no other test uses. */
  public static String newService(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  public static RequestSpecification ingest() {
    return given().header("Authorization", "Bearer " + TestKeys.INGEST);
  }

  public static Response postLines(String lines) {
    return ingest()
        .contentType("application/x-ndjson")
        .body(lines.getBytes(UTF_8))
        .post("/api/v1/logs");
  }

  public static JsonPath search(Map<String, ?> parameters) {
    return given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .queryParams(parameters)
        .get("/api/v1/logs/search")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Waits until a service has exactly this many rows, and that no more come. */
  public static List<Map<String, Object>> awaitRows(String service, int rows) {
    var query = Map.of("service", service, "limit", 1000);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                Assertions.assertThat(search(query).getList("items"))
                    .hasSizeGreaterThanOrEqualTo(rows));
    List<Map<String, Object>> items = search(query).getList("items");
    Assertions.assertThat(items).hasSize(rows);
    return items;
  }

  public static byte[] gzip(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
