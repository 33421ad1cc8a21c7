package dev.tocsin.logs.intake.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The upload door from HTTP to the search. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class JournalIT {

  @Test
  void entriesAreThereBeforeTheUploadEnds() throws Exception {
    String service = Logs.newService("journal");
    var connection =
        (HttpURLConnection) upload(InputStream.nullInputStream()).uri().toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(512);
    try (OutputStream out = connection.getOutputStream()) {
      for (int i = 0; i < 10; i++) {
        out.write(entry(service, i));
      }
      out.flush();
      Logs.awaitRows(service, 10);
      out.write(entry(service, 10));
    }
    assertThat(connection.getResponseCode()).isEqualTo(202);
    assertThat(connection.getHeaderField("Accept-Encoding")).isEqualTo("zstd");
    Logs.awaitRows(service, 11);
  }

  @Test
  void anUploadOfAnyLengthIsTakenAndARepeatIsStoredOnce() throws Exception {
    String service = Logs.newService("long");
    int large = 25;
    try (var client = HttpClient.newHttpClient()) {
      for (int round = 0; round < 2; round++) {
        var answer =
            client.send(upload(largeEntries(service, large)), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
      }
    }
    Logs.awaitRows(service, large);
    RestAssured.given()
        .header("X-Tocsin-Key", TestKeys.INGEST)
        .header("Content-Encoding", "zstd")
        .contentType("application/octet-stream")
        .body(Zstd.compress(entry(service, 1000)))
        .post("/upload")
        .then()
        .statusCode(202);
    Logs.awaitRows(service, large + 1);
  }

  @Test
  void aWrongKeyOrAWrongBodyIsRefused() {
    RestAssured.given().body("MESSAGE=x\n").post("/upload").then().statusCode(401);
    RestAssured.given()
        .body("MESSAGE=x\n")
        .post("/journal/tk_ing_wrong/upload")
        .then()
        .statusCode(401);
    String service = Logs.newService("broken");
    RestAssured.given()
        .contentType("application/octet-stream")
        .body((new String(entry(service, 1), UTF_8) + "no journal\nat all it is").getBytes(UTF_8))
        .post("/journal/" + TestKeys.INGEST + "/upload")
        .then()
        .statusCode(400);
    Logs.awaitRows(service, 1);
  }

  private static HttpRequest upload(InputStream body) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://localhost:" + RestAssured.port + "/journal/" + TestKeys.INGEST + "/upload"))
        .header("Content-Type", "application/vnd.fdo.journal")
        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
        .build();
  }

  /** One mebibyte each, most of it in a field that is left out. */
  private static InputStream largeEntries(String service, int count) {
    return new InputStream() {
      private byte[] piece = {};
      private int at;
      private int made;

      @Override
      public int read() {
        throw new IllegalStateException("read in pieces");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (at == piece.length) {
          if (made == count) {
            return -1;
          }
          String entry = new String(entry(service, made++), UTF_8).stripTrailing();
          piece = (entry + "\nDUMP=" + "x".repeat(1 << 20) + "\n\n").getBytes(UTF_8);
          at = 0;
        }
        int part = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, part);
        at += part;
        return part;
      }
    };
  }

  private static byte[] entry(String service, int number) {
    return "__CURSOR=s=%1$s;i=%2$d\n__REALTIME_TIMESTAMP=%3$d000\nPRIORITY=4\nMESSAGE=entry %2$d\nSYSLOG_IDENTIFIER=%1$s\n\n"
        .formatted(service, number, Instant.now().toEpochMilli())
        .getBytes(UTF_8);
  }
}
