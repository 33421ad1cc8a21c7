package dev.tocsin.slo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.testkit.TestKeys;
import io.restassured.config.EncoderConfig;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What a client of the service does. */
public final class Api {

  private static final RestAssuredConfig TEXT =
      RestAssuredConfig.config()
          .jsonConfig(
              JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL))
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .defaultContentCharset("UTF-8")
                  .encodeContentTypeAs("application/yaml", ContentType.TEXT)
                  .encodeContentTypeAs("text/csv", ContentType.TEXT)
                  .encodeContentTypeAs("text/yaml", ContentType.TEXT));

  private Api() {}

  /** A request with a key. */
  public static RequestSpecification as(String key) {
    return given().config(TEXT).header("Authorization", "Bearer " + key);
  }

  /** An SLO over a monitor. */
  public static String yaml(String name, String monitor, String target) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %s
        spec:
          service: %s-service
          indicator:
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    type: tocsin-monitor
                    spec:
                      monitor: %s
                total:
                  metricSource:
                    type: tocsin-monitor
                    spec:
                      monitor: %s
          timeWindow:
            - duration: 30d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - target: %s
        """
        .formatted(name, name, monitor, monitor, target);
  }

  /** Creates or changes an SLO. */
  public static void upload(String yaml) {
    as(TestKeys.MANAGER_API)
        .contentType("application/yaml")
        .body(yaml)
        .post("/api/v1/slos")
        .then()
        .statusCode(201);
  }

  /** The detail of an SLO. */
  public static JsonPath slo(String name) {
    return as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/" + name)
        .then()
        .statusCode(200)
        .body("name", equalTo(name))
        .extract()
        .jsonPath();
  }

  /** Waits until the SLO's window holds that many events. */
  public static void awaitValid(String name, long valid) {
    Awaitility.await("events counted of " + name)
        .atMost(Duration.ofSeconds(30))
        .until(() -> slo(name).getLong("sli.valid") == valid);
  }
}
