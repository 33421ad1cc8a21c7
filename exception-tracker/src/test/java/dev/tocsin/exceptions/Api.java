package dev.tocsin.exceptions;

import static io.restassured.RestAssured.given;

import dev.tocsin.testkit.TestKeys;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The public API as tests use it. */
public final class Api {

  public static final Duration SOON = Duration.ofSeconds(20);

  private Api() {}

  public static RequestSpecification as(String key) {
    return given().header("X-Tocsin-Key", key);
  }

  public static RequestSpecification viewer() {
    return as(TestKeys.VIEWER_API);
  }

  public static RequestSpecification sender() {
    return given()
        .header("X-Sentry-Auth", "Sentry sentry_version=7,sentry_key=" + TestKeys.SENTRY_PUBLIC)
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/x-sentry-envelope", ContentType.TEXT)))
        .contentType("application/x-sentry-envelope");
  }

  /** Posts an event of project 1 and returns its id. */
  public static String send(String event) {
    return sender()
        .body("{}\n{\"type\":\"event\"}\n" + event.replaceAll("\\s*\\n\\s*", "") + "\n")
        .post("/api/1/envelope/")
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  /** Waits until an event has been grouped and returns its view. */
  public static JsonPath event(String eventId) {
    Awaitility.await("event " + eventId)
        .atMost(SOON)
        .until(() -> viewer().get("/api/v1/events/" + eventId).statusCode() == 200);
    return viewer().get("/api/v1/events/" + eventId).jsonPath();
  }

  public static JsonPath issue(String id) {
    return viewer().get("/api/v1/issues/" + id).then().statusCode(200).extract().jsonPath();
  }

  public static JsonPath issueOf(String eventId) {
    return issue(event(eventId).getString("issueId"));
  }

  public static JsonPath search(String text) {
    return viewer()
        .queryParam("q", text)
        .get("/api/v1/issues")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  public static void rules(String body) {
    as(TestKeys.MANAGER_API)
        .contentType(ContentType.JSON)
        .body(body)
        .put("/api/v1/projects/1/rules")
        .then()
        .statusCode(200);
  }
}
