package dev.tocsin.exceptions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Sentry doors as an SDK sees them. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentPort.class)
class SentryDoorIT {

  private static final String MINIMAL =
      """
      {"event_id":"9ec79c33ec9942ab8353589fcb2e04d%s"}
      {"type":"event"}
      {"message":"hi %s"}""";

  @ParameterizedTest
  @ValueSource(strings = {"/api/1/envelope/", "/api/1/envelope"})
  void envelopeIsAnsweredWithItsIdAndGrouped(String door) {
    var digit = door.endsWith("/") ? "a" : "b";
    Api.sender()
        .body(MINIMAL.formatted(digit, "from the door"))
        .post(door)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*")
        .header("X-Sentry-Rate-Limits", containsString("transaction;span"))
        .body("id", equalTo("9ec79c33ec9942ab8353589fcb2e04d" + digit));

    var event = Api.event("9ec79c33ec9942ab8353589fcb2e04d" + digit);
    assertThat(event.getString("message")).isEqualTo("hi from the door");
    assertThat(event.getString("level")).isEqualTo("error");
    assertThat(event.getString("environment")).isEqualTo("production");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/1/store/", "/api/1/store"})
  void deprecatedDoorTakesOneEvent(String door) {
    String id =
        given()
            .queryParam("sentry_key", TestKeys.SENTRY_PUBLIC)
            .contentType("application/json")
            .body("{\"message\":\"old client\",\"extra\":{\"n\":NaN}}")
            .post(door)
            .then()
            .statusCode(200)
            .extract()
            .path("id");

    assertThat(Api.event(id).getString("message")).isEqualTo("old client");
  }

  @Test
  void envelopeWithoutEventIsWelcome() {
    Api.sender().body("{}").post("/api/1/envelope/").then().statusCode(200).body(equalTo("{}"));
    Api.sender()
        .body("{}\n{\"type\":\"session\"}\n{}\n{\"type\":\"of tomorrow\",\"length\":3}\nabc")
        .post("/api/1/envelope/")
        .then()
        .statusCode(200)
        .body(equalTo("{}"));
  }

  @Test
  void noKeyIs401WrongKeyOrProjectIs403() {
    var envelope = MINIMAL.formatted("c", "nobody");

    given()
        .body(envelope)
        .post("/api/1/envelope/")
        .then()
        .statusCode(401)
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Expose-Headers", containsString("x-sentry-error"))
        .header("X-Sentry-Error", containsString("key"))
        .body("detail", notNullValue());
    given()
        .header("X-Sentry-Auth", "Sentry sentry_key=00000000000000000000000000000000")
        .body(envelope)
        .post("/api/1/envelope/")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", "*");
    Api.sender().body(envelope).post("/api/2/envelope/").then().statusCode(403);
    given()
        .queryParam("sentry_key", TestKeys.ADMIN_API)
        .body(envelope)
        .post("/api/1/envelope/")
        .then()
        .statusCode(403);
  }

  @Test
  void everyPlaceForTheKeyWorks() {
    var body = "{}\n{\"type\":\"session\"}\n{}";
    var key = TestKeys.SENTRY_PUBLIC;
    given()
        .header("Authorization", "Sentry sentry_version=7, sentry_key=" + key)
        .body(body)
        .post("/api/1/envelope/")
        .then()
        .statusCode(200);
    given()
        .auth()
        .preemptive()
        .basic(key, "")
        .body(body)
        .post("/api/1/envelope/")
        .then()
        .statusCode(200);
    given()
        .queryParam("sentry_key", key)
        .body(body)
        .post("/api/1/envelope/")
        .then()
        .statusCode(200);
    given()
        .body("{\"dsn\":\"http://" + key + "@localhost/1\"}\n{\"type\":\"session\"}\n{}")
        .post("/api/1/envelope/")
        .then()
        .statusCode(200);
  }

  @Test
  void malformedBodyIs400WithCauses() {
    Api.sender()
        .body("{}\n{\"type\":\"event\",\"length\":99}\n{}")
        .post("/api/1/envelope/")
        .then()
        .statusCode(400)
        .header("X-Sentry-Error", notNullValue())
        .body("causes", hasSize(1))
        .body("causes", hasItem(containsString("item 1")));
    Api.sender().body("").post("/api/1/envelope/").then().statusCode(400);
    Api.sender()
        .header("Content-Encoding", "gzip")
        .body("not gzip at all")
        .post("/api/1/envelope/")
        .then()
        .statusCode(400);
    Api.sender()
        .header("Content-Encoding", "compress")
        .body("{}")
        .post("/api/1/envelope/")
        .then()
        .statusCode(415);
  }

  @Test
  void bombIs413() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      gzip.write("{}\n{\"type\":\"attachment\"}\n".getBytes(StandardCharsets.UTF_8));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        gzip.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(200_000);

    Api.sender()
        .header("Content-Encoding", "gzip")
        .contentType("application/x-sentry-envelope")
        .body(bomb.toByteArray())
        .post("/api/1/envelope/")
        .then()
        .statusCode(413)
        .header("Access-Control-Allow-Origin", "*");
  }

  @Test
  void browsersMayAskFirst() {
    given()
        .headers(
            Map.of("Origin", "https://shop.example.com", "Access-Control-Request-Method", "POST"))
        .options("/api/1/envelope/")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Headers", containsString("x-sentry-auth"))
        .header("Access-Control-Max-Age", "3600");
  }

  @Test
  void secretsAreGoneBeforeAnybodySeesThem() {
    var id =
        Api.send(
            """
            {"message":"login of alice failed, password=hunter22 card 4111 1111 1111 1111",
             "request":{"url":"https://shop.example.com/pay?token=s3cr3t&x=1",
               "headers":[["Authorization","Bearer abc"],["Accept","*/*"]]},
             "extra":{"api_key":"k","nested":{"dbPassword":"p","ok":"yes"}}}
            """);

    var event = Api.event(id);
    assertThat(event.prettify())
        .doesNotContain("hunter22", "4111", "s3cr3t", "Bearer abc")
        .contains("[scrubbed:password]", "[scrubbed:card]");
    assertThat(event.getString("extra.api_key")).isEqualTo("[scrubbed:apikey]");
    assertThat(event.getString("extra.nested.dbPassword")).isEqualTo("[scrubbed:password]");
    assertThat(event.getString("extra.nested.ok")).isEqualTo("yes");
    assertThat(event.getString("request.headers[1][1]")).isEqualTo("*/*");
  }
}
