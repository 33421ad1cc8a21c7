package dev.tocsin.slo;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.tocsin.testkit.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentService.class)
class HealthIT {

  @Test
  void readinessNamesWhatItNeeds() {
    RestAssured.get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body("checks.name", hasItems("postgresql", "kafka"));
    RestAssured.get("/q/health/live").then().statusCode(200);
    RestAssured.get("/q/health/started").then().statusCode(200);
  }

  @Test
  void metricsAreOpenToTheScraper() {
    RestAssured.get("/q/metrics").then().statusCode(200).body(containsString("tocsin_outbox"));
  }
}
