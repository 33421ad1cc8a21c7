package dev.tocsin.logs.rules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.tocsin.logs.Logs;
import dev.tocsin.logs.limits.DiskGuard;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Rules and limits, from the page that sets them to the line that meets them. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PoliciesIT {

  @Inject DiskGuard disk;

  @Test
  void aRuleIsTriedThenHoldsThenGoes() {
    String rule = "{\"pattern\":\"staff-[0-9]+\",\"replacement\":\"[staff]\"}";
    as(TestKeys.MANAGER_API)
        .body(
            "{\"lines\":[\"staff-12 and kim@example.com\",\"x\"],\"stored\":1,\"rules\":{\"staff\":"
                + rule
                + "},\"builtIn\":{\"email\":true}}")
        .post("/api/v1/redaction/dry-run?project=2")
        .then()
        .statusCode(200)
        .body("changed.size()", equalTo(1))
        .body("changed[0].line", equalTo(1))
        .body("changed[0].after", equalTo("[staff] and [redacted:email]"))
        .body("hits.staff", equalTo(1))
        .body("hits.email", equalTo(1));
    as(TestKeys.VIEWER_API)
        .body(rule)
        .put("/api/v1/redaction/rules/staff?project=2")
        .then()
        .statusCode(403);
    as(TestKeys.MANAGER_API)
        .body(rule)
        .put("/api/v1/redaction/rules/staff?project=2")
        .then()
        .statusCode(200)
        .body("rules.name", hasItem("staff"));

    String service = Logs.newService("rules");
    post("{\"service\":\"%s\",\"msg\":\"staff-7 came\"}".formatted(service)).then().statusCode(200);
    assertThat(Logs.awaitRows(service, 1).getFirst()).containsEntry("body", "[staff] came");

    as(TestKeys.MANAGER_API)
        .delete("/api/v1/redaction/rules/staff?project=2")
        .then()
        .statusCode(200)
        .body("rules.name", not(hasItem("staff")));
    post("{\"service\":\"%s\",\"msg\":\"staff-8 came\"}".formatted(service)).then().statusCode(200);
    assertThat(Logs.awaitRows(service, 2)).extracting(r -> r.get("body")).contains("staff-8 came");
  }

  @Test
  void badRulesAreNamedAndBuiltInOnesAreGuarded() {
    as(TestKeys.MANAGER_API)
        .body("{\"pattern\":\"(a\",\"target\":\"line\"}")
        .put("/api/v1/redaction/rules/UPPER?project=2")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("name"))
        .body("errors.field", hasItem("pattern"))
        .body("errors.field", hasItem("target"));
    as(TestKeys.MANAGER_API)
        .body("{\"enabled\":false}")
        .put("/api/v1/redaction/built-in/card?project=2")
        .then()
        .statusCode(403);
    as(TestKeys.ADMIN_API)
        .body("{\"enabled\":false}")
        .put("/api/v1/redaction/built-in/card?project=2")
        .then()
        .statusCode(200)
        .body("builtIn.find{it.rule=='card'}.enabled", equalTo(false));
    as(TestKeys.MANAGER_API)
        .body("{\"enabled\":true}")
        .put("/api/v1/redaction/built-in/card?project=2")
        .then()
        .statusCode(200);
  }

  @Test
  void aKeyOverItsLimitIsToldHowLongToWait() {
    as(TestKeys.MANAGER_API)
        .body("{\"bytesPerSecond\":100,\"burstBytes\":300}")
        .put("/api/v1/limits/2")
        .then()
        .statusCode(200)
        .body("source", equalTo("project"));
    try {
      String line = "{\"service\":\"limits\",\"msg\":\"%s\"}".formatted("x".repeat(240));
      post(line).then().statusCode(200);
      String wait =
          post(line)
              .then()
              .statusCode(429)
              .body("detail", containsString("100 bytes a second"))
              .extract()
              .header("Retry-After");
      assertThat(Integer.parseInt(wait)).isBetween(1, 3);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  as(TestKeys.VIEWER_API).get("/api/v1/limits/2").jsonPath().getLong("bytesToday")
                      > 0);
    } finally {
      as(TestKeys.MANAGER_API)
          .delete("/api/v1/limits/2")
          .then()
          .statusCode(200)
          .body("source", equalTo("default"));
    }
  }

  @Test
  void theDiskHasRoomAndReadinessSaysSo() {
    disk.look();
    assertThat(disk.full()).isFalse();
    given().get("/q/health/ready").then().body("checks.name", hasItem("disk"));
  }

  private static RequestSpecification as(String key) {
    return given().header("X-Tocsin-Key", key).contentType("application/json");
  }

  private static Response post(String line) {
    return given()
        .header("Authorization", "Bearer " + TestKeys.INGEST_PROJECT_2)
        .body(line.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/logs");
  }
}
