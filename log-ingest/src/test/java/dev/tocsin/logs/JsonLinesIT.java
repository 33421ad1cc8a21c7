package dev.tocsin.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.github.luben.zstd.Zstd;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON lines and arrays, good and bad, from the door to the search. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class JsonLinesIT {

  @Test
  void badLinesNeverCostTheGoodOnes() {
    String service = Logs.newService("lines");
    String lines =
        """
        {"service":"%1$s","level":"warning","msg":"disk is filling","disk":{"free":12},"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}
        this is no json
        {"service":"%1$s","level":50,"msg":"pino speaks"}
        [1,2,3]
        {"service":"%1$s","level":"info","msg":"too old","time":"1999-01-01T00:00:00Z"}

        {"service":"%1$s","severity":"CRITICAL","message":"sold out"}
        """
            .formatted(service);

    Logs.postLines(lines)
        .then()
        .statusCode(200)
        .body("accepted", equalTo(3))
        .body("rejected", equalTo(3))
        .body("errors.line", equalTo(java.util.List.of(2, 4, 5)))
        .body("errors[0].reason", containsString("not valid JSON"));

    var rows = Logs.awaitRows(service, 3);
    var warning =
        rows.stream().filter(r -> r.get("level").equals("warn")).findFirst().orElseThrow();
    assertThat(warning)
        .containsEntry("body", "disk is filling")
        .containsEntry("severityText", "warning")
        .containsEntry("severityNumber", 13)
        .containsEntry("attributes", Map.of("disk.free", 12))
        .containsEntry("traceId", "4bf92f3577b34da6a3ce929d0e0e4736")
        .containsEntry("spanId", "00f067aa0ba902b7");
    assertThat(rows).extracting(r -> r.get("severityNumber")).containsExactlyInAnyOrder(13, 17, 18);
  }

  @Test
  void takesAnArrayInAnyEncoding() {
    String service = Logs.newService("array");
    byte[] array =
        "[{\"app\":\"%1$s\",\"message\":\"one\"},{\"app\":\"%1$s\",\"message\":\"two\"},7]"
            .formatted(service)
            .getBytes(StandardCharsets.UTF_8);

    Logs.ingest()
        .contentType("application/json")
        .header("Content-Encoding", "gzip")
        .body(Logs.gzip(array))
        .post("/api/v1/logs")
        .then()
        .statusCode(200)
        .body("accepted", equalTo(2))
        .body("rejected", equalTo(1));
    Logs.ingest()
        .contentType("application/json")
        .header("Content-Encoding", "zstd")
        .body(Zstd.compress(array))
        .post("/api/v1/logs")
        .then()
        .statusCode(200)
        .body("accepted", equalTo(2));

    Logs.awaitRows(service, 4);
  }

  @Test
  void nothingUsableIsABadRequestThatNamesTheLines() {
    Logs.postLines("nope\n{\"broken\":\n")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItem("line 1"))
        .body("errors.field", hasItem("line 2"));
  }

  @Test
  void secretsNeverReachTheStore() {
    String service = Logs.newService("secrets");
    Logs.postLines(
            """
            {"service":"%s","msg":"paid with 4111 1111 1111 1111, password=hunter2 ok","authorization":"Bearer abcdefghijklmnop"}
            """
                .formatted(service))
        .then()
        .statusCode(200);

    var row = Logs.awaitRows(service, 1).getFirst();
    assertThat(row)
        .containsEntry("body", "paid with [redacted:card], password=[redacted:password] ok")
        .containsEntry("attributes", Map.of("authorization", "[redacted:password]"));
  }

  @Test
  void aRepeatWithTheSameKeyIsStoredOnce() {
    String service = Logs.newService("repeat");
    byte[] lines =
        "{\"service\":\"%1$s\",\"msg\":\"once\"}\nbad\n"
            .formatted(service)
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      Logs.ingest()
          .header("Idempotency-Key", service)
          .body(lines)
          .post("/api/v1/logs")
          .then()
          .statusCode(200)
          .body("accepted", equalTo(1))
          .body("rejected", equalTo(1))
          .body("errors[0].line", equalTo(2));
    }
    Logs.ingest()
        .header("Idempotency-Key", "two words")
        .body(lines)
        .post("/api/v1/logs")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("Idempotency-Key"));

    Logs.awaitRows(service, 1);
  }

  @Test
  void onlyAnIngestKeyOpensTheDoor() {
    var line = "{\"msg\":\"x\"}";
    RestAssured.given().body(line).post("/api/v1/logs").then().statusCode(401);
    RestAssured.given()
        .header("Authorization", "Bearer tk_ing_unknown")
        .body(line)
        .post("/api/v1/logs")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    RestAssured.given()
        .header("X-Tocsin-Key", TestKeys.ADMIN_API)
        .body(line)
        .post("/api/v1/logs")
        .then()
        .statusCode(403);
  }

  @Test
  void aBombIsStoppedWhileItInflates() {
    byte[] bomb = Logs.gzip(new byte[200 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);
    Logs.ingest()
        .header("Content-Encoding", "gzip")
        .body(bomb)
        .post("/api/v1/logs")
        .then()
        .statusCode(413);
    Logs.ingest()
        .header("Content-Encoding", "br")
        .body(bomb)
        .post("/api/v1/logs")
        .then()
        .statusCode(415);
  }
}
