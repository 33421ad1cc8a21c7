package dev.tocsin.logs.intake.loki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Instant;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** The push door from HTTP to the search. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LokiPushIT {

  private static final String PUSH = "/loki/api/v1/push";

  @Test
  void everyEncodingArrivesOnce() {
    String service = Logs.newService("loki");
    byte[] body = push(service, "stock is low");
    Logs.ingest()
        .contentType("application/json")
        .header("X-Scope-OrgID", "somebody-else")
        .body(body)
        .post(PUSH)
        .then()
        .statusCode(204);
    Logs.ingest()
        .contentType("application/json; charset=utf-8")
        .header("Content-Encoding", "gzip")
        .body(Logs.gzip(body))
        .post(PUSH)
        .then()
        .statusCode(204);
    for (boolean raw : new boolean[] {true, false}) {
      Logs.ingest()
          .contentType("application/json")
          .header("Content-Encoding", "deflate")
          .body(deflate(body, raw))
          .post("/api/prom/push")
          .then()
          .statusCode(204);
    }

    var rows = Logs.awaitRows(service, 4);
    assertThat(rows).extracting(r -> r.get("id")).doesNotHaveDuplicates();
    assertThat(rows.getFirst())
        .containsEntry("body", "stock is low")
        .containsEntry("level", "warn")
        .containsEntry("attributes", Map.of("item", "tea"))
        .containsEntry("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void refusalsArePlainText() {
    Logs.ingest()
        .contentType("application/json")
        .body("{\"streams\":[")
        .post(PUSH)
        .then()
        .statusCode(400)
        .contentType("text/plain")
        .body(containsString("must be valid"));
    Logs.ingest()
        .contentType("application/x-protobuf")
        .body("no block".getBytes(UTF_8))
        .post(PUSH)
        .then()
        .statusCode(400);
    RestAssured.given()
        .auth()
        .preemptive()
        .basic("1", "tk_ing_wrong")
        .contentType("application/json")
        .body("{}")
        .post(PUSH)
        .then()
        .statusCode(401)
        .contentType("text/plain");
    RestAssured.given()
        .auth()
        .preemptive()
        .basic("anybody", TestKeys.INGEST)
        .contentType("application/json")
        .body("{\"streams\":[]}")
        .post(PUSH)
        .then()
        .statusCode(204);
    RestAssured.get("/ready").then().statusCode(200).body(equalTo("ready\n"));
  }

  @Test
  void aBlockThatAnnouncesTooMuchIsStoppedBeforeItIsUnpacked() {
    byte[] announcesOneGigabyte = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 4, 0, 'x'};
    Logs.ingest()
        .contentType("application/x-protobuf")
        .body(announcesOneGigabyte)
        .post(PUSH)
        .then()
        .statusCode(413);
    Logs.ingest()
        .contentType("application/json")
        .header("Content-Encoding", "deflate")
        .body(deflate(new byte[100 << 20], true))
        .post(PUSH)
        .then()
        .statusCode(413);
  }

  private static byte[] push(String service, String line) {
    return """
    {"streams":[{"stream":{"app":"%s","level":"warn"},"values":[["%d000000","%s",
     {"item":"tea","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}]]}]}
    """
        .formatted(service, Instant.now().toEpochMilli(), line)
        .getBytes(UTF_8);
  }

  private static byte[] deflate(byte[] plain, boolean raw) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, raw)) {
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[plain.length / 2 + 100];
      int length = deflater.deflate(out);
      assertThat(deflater.finished()).isTrue();
      return java.util.Arrays.copyOf(out, length);
    }
  }
}
