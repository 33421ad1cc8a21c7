package dev.tocsin.console.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class CsrfIT {

  @Nullable WebhookReceiver service;

  @BeforeEach
  void serviceAnswers() {
    Objects.requireNonNull(service).answerAlways(200).answerBody("{}");
  }

  @Test
  void anUnsafeRequestWithTheCookieMustProveWhereItComesFrom() {
    String session = Browser.session();
    String own = RestAssured.baseURI + ":" + RestAssured.port;

    refused(session, Map.of());
    refused(session, Map.of("X-Console-Csrf", "1"));
    refused(session, Map.of("Sec-Fetch-Site", "same-origin"));
    refused(session, Map.of("Origin", own));
    refused(session, Map.of("X-Console-Csrf", "1", "Sec-Fetch-Site", "same-site"));
    refused(session, Map.of("X-Console-Csrf", "1", "Sec-Fetch-Site", "cross-site", "Origin", own));
    refused(session, Map.of("X-Console-Csrf", "1", "Origin", "https://evil.example.com"));
    refused(session, Map.of("X-Console-Csrf", "1", "Origin", "null"));

    send(session, Map.of("X-Console-Csrf", "1", "Sec-Fetch-Site", "same-origin"))
        .then()
        .statusCode(200);
    send(session, Map.of("X-Console-Csrf", "1", "Origin", own)).then().statusCode(200);
    send(session, Map.of("X-Console-Csrf", "1", "Origin", "http://localhost:8080"))
        .then()
        .statusCode(200);
  }

  @Test
  void aRefusedRequestReachesNoService() {
    WebhookReceiver receiver = Objects.requireNonNull(service);
    String session = Browser.session();
    receiver.clear();

    refused(session, Map.of());

    Assertions.assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void signingInIsGuardedToo() {
    given()
        .contentType("application/json")
        .body(Map.of("username", Surroundings.ADMIN, "password", Surroundings.PASSWORD))
        .post("/auth/login")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("forged-request"));
  }

  @Test
  void readingNeedsNoProofAndAKeyNeedsNone() {
    String session = Browser.session();
    given()
        .header("Cookie", Browser.COOKIE + "=" + session)
        .get("/auth/session")
        .then()
        .statusCode(200);
    given()
        .header("Authorization", "Bearer " + TestKeys.RESPONDER_API)
        .contentType("application/json")
        .body("{}")
        .post("/api/incidents/v1/incidents/1/acknowledge")
        .then()
        .statusCode(200);
  }

  private void refused(String session, Map<String, String> headers) {
    send(session, headers)
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("forged-request"));
  }

  private static Response send(String session, Map<String, String> headers) {
    return given()
        .headers(headers)
        .header("Cookie", Browser.COOKIE + "=" + session)
        .contentType("application/json")
        .body("{}")
        .post("/api/incidents/v1/incidents/1/acknowledge");
  }
}
