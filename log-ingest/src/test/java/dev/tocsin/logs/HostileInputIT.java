package dev.tocsin.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Input made to hurt: each gets its documented answer, and neighbours notice nothing. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class HostileInputIT {

  private final String service = Logs.newService("hostile");

  @AfterEach
  void theMemoryIsGivenBackAndTheDoorIsOpen() {
    Awaitility.await().untilAsserted(() -> assertThat(memoryUsed()).isZero());
    Logs.postLines(good("after")).then().statusCode(200).body("accepted", equalTo(1));
  }

  @Test
  void bombsAreStoppedWhileTheyInflate() throws IOException {
    byte[] bomb = bomb();
    assertThat(bomb.length).isLessThan(1 << 20);
    for (String door : new String[] {"/api/v1/logs", "/v1/logs"}) {
      Logs.ingest()
          .contentType("application/json")
          .header("Content-Encoding", "gzip")
          .body(bomb)
          .post(door)
          .then()
          .statusCode(413);
    }
  }

  @Test
  void aLineOfAHundredMegabytesIsTooLarge() throws IOException {
    try (var socket = new Socket("localhost", RestAssured.port)) {
      var out = socket.getOutputStream();
      out.write(head("Transfer-Encoding: chunked").getBytes(UTF_8));
      byte[] chunk = new byte[1 << 20];
      java.util.Arrays.fill(chunk, (byte) 'x');
      out.write("8\r\n{\"msg\":\"\r\n".getBytes(UTF_8));
      try {
        for (int i = 0; i < 100; i++) {
          out.write("100000\r\n".getBytes(UTF_8));
          out.write(chunk);
          out.write("\r\n".getBytes(UTF_8));
        }
      } catch (IOException closed) {
        // The answer came before the end of the line.
      }
      assertThat(firstLine(socket)).contains("413");
    } catch (java.net.SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void aLongLineCostsOnlyItself() {
    String lines = good("before") + "{\"msg\":\"" + "x".repeat(3 << 20) + "\"}\n" + good("behind");
    Logs.postLines(lines)
        .then()
        .statusCode(200)
        .body("accepted", equalTo(2))
        .body("errors[0].line", equalTo(2))
        .body("errors[0].reason", equalTo("is larger than one record may be"));
  }

  @Test
  void brokenTextIsMadeReadable() throws IOException {
    var body = new ByteArrayOutputStream();
    body.write(("{\"service\":\"" + service + "\",\"msg\":\"a").getBytes(UTF_8));
    body.write(new byte[] {(byte) 0xC3, 'b', 0, 'c', (byte) 0xED, (byte) 0xA0, (byte) 0x80});
    body.write("\\u0000\\ud800d\",\"k\\ud800\":1}\n".getBytes(UTF_8));
    Logs.ingest().body(body.toByteArray()).post("/api/v1/logs").then().statusCode(200);

    var row = Logs.awaitRows(service, 1).getFirst();
    assertThat((String) row.get("body"))
        .startsWith("a\uFFFDb\uFFFDc\uFFFD")
        .endsWith("\uFFFDd")
        .doesNotContain("\0");
    assertThat(row).containsEntry("attributes", Map.of("k\uFFFD", 1));
  }

  @Test
  void nestingTenThousandDeepIsRefusedAndNothingElse() {
    String arrays = "{\"msg\":\"x\",\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}\n";
    String objects = "{\"o\":".repeat(10_000) + "1" + "}".repeat(10_000) + "\n";
    Logs.postLines(arrays + good("between") + objects)
        .then()
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("rejected", equalTo(2))
        .body("errors[0].reason", equalTo("is nested too deep"));
    Logs.ingest()
        .contentType("application/json")
        .body(("{\"resourceLogs\":" + "[".repeat(10_000)).getBytes(UTF_8))
        .post("/v1/logs")
        .then()
        .statusCode(400);
  }

  @Test
  void fiftyThousandKeys() {
    var inOneLine = new StringBuilder("{\"service\":\"" + service + "\"");
    var inManyLines = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      inOneLine.append(",\"key").append(i).append("\":").append(i);
      inManyLines
          .append("{\"service\":\"")
          .append(service)
          .append("\",\"msg\":\"k\",\"key")
          .append(i)
          .append("\":1}\n");
    }
    Logs.postLines(inOneLine.append("}\n") + good("beside"))
        .then()
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("errors[0].reason", equalTo("is larger than one record may be"));
    Logs.postLines(inManyLines.toString()).then().statusCode(200).body("accepted", equalTo(50_000));
  }

  @Test
  void timesOutsideTheWindow() {
    Logs.postLines(
            """
            {"msg":"x","time":"1970-01-01T00:00:01Z"}
            {"msg":"x","time":"2100-01-01T00:00:00Z"}
            {"msg":"x","time":4102444800000}
            """
                + good("now"))
        .then()
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("errors[0].reason", equalTo("has a time older than logs are kept"))
        .body("errors[1].reason", equalTo("has a time in the future"))
        .body("errors[2].reason", equalTo("has a time in the future"));
  }

  @Test
  void oddValuesKeepTheirMeaning() {
    Logs.postLines(
            "{\"service\":\"%s\",\"msg\":\"odd\",\"nan\":NaN,\"inf\":-Infinity,\"twice\":1,\"twice\":\"2\",\"huge\":1e999}\n"
                .formatted(service))
        .then()
        .statusCode(200);
    var row = Logs.awaitRows(service, 1).getFirst();
    assertThat(row)
        .containsEntry(
            "attributes",
            Map.of("nan", "NaN", "inf", "-Infinity", "twice", "2", "huge", "Infinity"));
  }

  @Test
  void whoSendsByteByByteIsSentAwayAndKeepsNobodyWaiting() throws IOException {
    try (var socket = new Socket("localhost", RestAssured.port)) {
      var out = socket.getOutputStream();
      out.write(head("Content-Length: 1000000").getBytes(UTF_8));
      var in = socket.getInputStream();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                Logs.postLines(good("neighbour")).then().statusCode(200);
                if (in.available() == 0) {
                  out.write(' ');
                  out.flush();
                  return false;
                }
                return true;
              });
      assertThat(firstLine(socket)).contains("503");
    }
  }

  /** Three hundred megabytes of zeros. */
  private static byte[] bomb() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < 300; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    return out.toByteArray();
  }

  private String good(String message) {
    return "{\"service\":\"" + service + "-n\",\"msg\":\"" + message + "\"}\n";
  }

  private static String head(String length) {
    return "POST /api/v1/logs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + TestKeys.INGEST
        + "\r\n"
        + length
        + "\r\n\r\n";
  }

  private static String firstLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    var in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static double memoryUsed() {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("tocsin_intake_memory_used"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
