package dev.tocsin.slo.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tocsin.slo.Api;
import dev.tocsin.slo.IncidentService;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentService.class)
class OpenSloIT {

  @Test
  void definitionsHaveVersionsAndTheSameAgainChangesNothing() {
    post(Api.yaml("versions", "m", "0.999"), "")
        .statusCode(201)
        .body("items[0].version", equalTo(1));
    post(Api.yaml("versions", "m", "0.999"), "")
        .statusCode(200)
        .body("items[0].change", equalTo("unchanged"));
    post(Api.yaml("versions", "m", "0.995"), "")
        .statusCode(201)
        .body("items[0].version", equalTo(2))
        .body("items[0].change", equalTo("updated"));

    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/versions/versions")
        .then()
        .statusCode(200)
        .body("items.objective", equalTo(java.util.List.of("0.995", "0.999")))
        .body("items[0].createdBy", equalTo("test-manager"));
    var current = Api.as(TestKeys.VIEWER_API).get("/api/v1/slos/versions/openslo");
    assertThat(current.contentType()).startsWith("application/yaml");
    assertThat(current.asString()).contains("target: 0.995");
    post(current.asString(), "").statusCode(200).body("items[0].change", equalTo("unchanged"));
    assertThat(
            Api.as(TestKeys.VIEWER_API).get("/api/v1/slos/versions/openslo?version=1").asString())
        .contains("target: 0.999");
  }

  @Test
  void dryRunChecksAndKeepsNothing() {
    post(Api.yaml("dry", "never-heard-of", "0.999"), "?dryRun=true")
        .statusCode(200)
        .body("dryRun", equalTo(true))
        .body("items[0].change", equalTo("created"))
        .body("warnings[0].text", containsString("never-heard-of"));

    Api.as(TestKeys.VIEWER_API).get("/api/v1/slos/dry").then().statusCode(404);
  }

  @Test
  void oneBadDocumentKeepsAllOut() {
    var two = Api.yaml("fine", "m", "0.999") + "---\n" + Api.yaml("broken", "m", "2");

    post(two, "")
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors", hasSize(1))
        .body("errors[0].field", equalTo("documents[1].spec.objectives[0].target"))
        .body("errors[0].rule", containsString("line 53, SLO broken"));

    Api.as(TestKeys.VIEWER_API).get("/api/v1/slos/fine").then().statusCode(404);
  }

  @Test
  void everyErrorIsReportedAtOnce() {
    post(
            "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: x, nmae: y}\nspec: {service: s}\n",
            "")
        .statusCode(400)
        .body("errors.field", hasItem("metadata.nmae"))
        .body("errors.field", hasItem("spec.indicator"))
        .body("errors.field", hasItem("spec.timeWindow"))
        .body("errors.field", hasItem("spec.budgetingMethod"))
        .body("errors.field", hasItem("spec.objectives"))
        .body("errors.rule", hasItem(containsString("line 3, SLO x")));
  }

  @Test
  void doorsAreClosedWithoutTheRightKey() {
    RestAssured.get("/api/v1/slos").then().statusCode(401);
    Api.as("tk_api_wrong").get("/api/v1/slos").then().statusCode(401);
    Api.as(TestKeys.VIEWER_API)
        .contentType("application/yaml")
        .body(Api.yaml("x", "m", "0.999"))
        .post("/api/v1/slos")
        .then()
        .statusCode(403);
    Api.as(TestKeys.INGEST).get("/api/v1/slos").then().statusCode(403);
    Api.as(TestKeys.VIEWER_API).delete("/api/v1/slos/x").then().statusCode(403);
  }

  @Test
  void unknownNamesAndTypesAndBytesAreRefused() {
    for (String path : java.util.List.of("", "/openslo", "/series", "/explain", "/versions")) {
      Api.as(TestKeys.VIEWER_API)
          .get("/api/v1/slos/nobody" + path)
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
    Api.as(TestKeys.MANAGER_API).delete("/api/v1/slos/nobody").then().statusCode(404);
    Api.as(TestKeys.MANAGER_API)
        .urlEncodingEnabled(false)
        .delete("/api/v1/slos/no%00body")
        .then()
        .statusCode(404);
    Api.as(TestKeys.VIEWER_API)
        .urlEncodingEnabled(false)
        .get("/api/v1/slos?service=no%00body")
        .then()
        .statusCode(200);
    Api.as(TestKeys.MANAGER_API)
        .contentType("text/csv")
        .body("a,b")
        .post("/api/v1/slos")
        .then()
        .statusCode(415);
    Api.as(TestKeys.MANAGER_API)
        .contentType("application/yaml")
        .body(new byte[] {(byte) 0xc3, 0x28})
        .post("/api/v1/slos")
        .then()
        .statusCode(400)
        .body("errors[0].rule", equalTo("be text in UTF-8"));
    post("x".repeat(300_000), "").statusCode(400);
    post("x".repeat(1_100_000), "").statusCode(413);
    Api.as(TestKeys.MANAGER_API)
        .contentType("application/yaml")
        .post("/api/v1/slos")
        .then()
        .statusCode(400);
  }

  @Test
  void jsonAndTextYamlAreTakenToo() {
    var json =
        """
        {"apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": "from-json"},
        \t"spec": {"service": "s", "indicator": {"spec": {"ratioMetric": {
          "good": {"metricSource": {"type": "tocsin-monitor", "spec": {"monitor": "m"}}},
          "total": {"metricSource": {"type": "tocsin-monitor", "spec": {"monitor": "m"}}}}}},
          "timeWindow": [{"duration": "7d", "isRolling": true}],
          "budgetingMethod": "Occurrences", "objectives": [{"target": 0.99}]}}
        """;

    Api.as(TestKeys.ADMIN_API)
        .contentType("application/json")
        .body(json)
        .post("/api/v1/slos")
        .then()
        .statusCode(201);
    Api.as(TestKeys.ADMIN_API)
        .contentType("text/yaml")
        .body(Api.yaml("from-text", "m", "0.99"))
        .post("/api/v1/slos")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse post(String yaml, String query) {
    return Api.as(TestKeys.MANAGER_API)
        .contentType("application/yaml")
        .body(yaml)
        .post("/api/v1/slos" + query)
        .then();
  }
}
