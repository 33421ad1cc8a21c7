package dev.tocsin.prober;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The public API: access, validation, life cycle of a monitor. No agent is running. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentDouble.class)
class MonitorResourceIT {
  private static final String URL = "https://shop.example.com/health";

  @Test
  void no_key_and_a_wrong_key_are_turned_away() {
    given().get("/api/v1/monitors").then().statusCode(401);
    given()
        .header("Authorization", "Bearer tk_api_wrong")
        .get("/api/v1/monitors")
        .then()
        .statusCode(401);
  }

  @Test
  void a_viewer_may_look_and_not_touch() {
    Api.as(TestKeys.VIEWER_API).get("/api/v1/monitors").then().statusCode(200);
    Api.as(TestKeys.VIEWER_API)
        .body(Api.monitor("forbidden", URL))
        .post("/api/v1/monitors")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void a_region_key_opens_the_agents_door_and_no_other() {
    Api.as(TestKeys.REGION_EU_WEST).get("/api/v1/monitors").then().statusCode(403);
    Api.as(TestKeys.ADMIN_API).get("/api/v1/agent/stream").then().statusCode(403);
    Api.as(TestKeys.ADMIN_API)
        .body(Map.of("agent", "a", "results", java.util.List.of()))
        .post("/api/v1/agent/results")
        .then()
        .statusCode(403);
  }

  @Test
  void all_wrong_fields_come_back_at_once() {
    Api.as(TestKeys.MANAGER_API)
        .body(Map.of("url", "ftp://example.com", "intervalSeconds", 0))
        .post("/api/v1/monitors")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("name", "service", "url", "intervalSeconds", "regions"));
  }

  @Test
  void a_body_that_is_no_json_and_a_field_of_another_shape_are_named() {
    Api.as(TestKeys.MANAGER_API)
        .body("{\"name\": ")
        .post("/api/v1/monitors")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    Api.as(TestKeys.MANAGER_API)
        .body("{\"name\":\"x\",\"intervalSeconds\":\"often\"}")
        .post("/api/v1/monitors")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("intervalSeconds"));
  }

  @Test
  void an_unknown_monitor_is_not_found() {
    String unknown = "/api/v1/monitors/" + UUID.randomUUID();
    Api.as(TestKeys.MANAGER_API).get(unknown).then().statusCode(404).body("code", is("not-found"));
    Api.as(TestKeys.MANAGER_API).delete(unknown).then().statusCode(404);
    Api.as(TestKeys.MANAGER_API).get(unknown + "/results").then().statusCode(404);
    Api.as(TestKeys.MANAGER_API).post(unknown + "/pause").then().statusCode(404);
  }

  @Test
  void a_name_can_be_used_once() {
    Api.create("taken", URL);
    Api.as(TestKeys.MANAGER_API)
        .body(Api.monitor("taken", URL))
        .post("/api/v1/monitors")
        .then()
        .statusCode(409);
  }

  @Test
  void a_monitor_lives_through_update_pause_resume_and_delete() {
    String id = Api.create("life", URL);
    String path = "/api/v1/monitors/" + id;
    Api.as(TestKeys.VIEWER_API)
        .get(path)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("severity", equalTo("critical"))
        .body("status.state", equalTo("UNKNOWN"))
        .body("status.regions", hasSize(3))
        .body("status.regions.verdict", hasItem("unknown"))
        .body("uptime24h.ratio", nullValue())
        .body("uptime24h.coverage", equalTo(0.0f))
        .body("recent", hasSize(0));

    Map<String, Object> changed = Api.monitor("life", URL + "/deep");
    changed.put("quorum", 3);
    changed.put("severity", "warning");
    Api.as(TestKeys.MANAGER_API)
        .body(changed)
        .put(path)
        .then()
        .statusCode(200)
        .body("url", containsString("/deep"))
        .body("quorum", equalTo(3))
        .body("severity", equalTo("warning"));

    Api.as(TestKeys.RESPONDER_API)
        .post(path + "/pause")
        .then()
        .statusCode(200)
        .body("status.state", equalTo("PAUSED"));
    Api.as(TestKeys.RESPONDER_API)
        .post(path + "/resume")
        .then()
        .statusCode(200)
        .body("status.state", equalTo("UNKNOWN"));

    Api.as(TestKeys.MANAGER_API).delete(path).then().statusCode(204);
    Api.as(TestKeys.MANAGER_API).get(path).then().statusCode(404);
  }

  @Test
  void lists_go_by_name_page_by_page() {
    for (String name : new String[] {"page c", "page a", "page b"}) {
      Map<String, Object> body = Api.monitor(name, URL);
      body.put("service", "paged");
      Api.as(TestKeys.MANAGER_API).body(body).post("/api/v1/monitors").then().statusCode(201);
    }
    String cursor =
        Api.as(TestKeys.VIEWER_API)
            .get("/api/v1/monitors?service=paged&limit=2")
            .then()
            .body("items.name", equalTo(java.util.List.of("page a", "page b")))
            .body("nextCursor", notNullValue())
            .extract()
            .path("nextCursor");
    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/monitors?service=paged&limit=2&cursor=" + cursor)
        .then()
        .body("items.name", equalTo(java.util.List.of("page c")))
        .body("nextCursor", nullValue());
    Api.as(TestKeys.VIEWER_API).get("/api/v1/monitors?limit=0").then().statusCode(400);
    Api.as(TestKeys.VIEWER_API).get("/api/v1/monitors?cursor=%25").then().statusCode(400);
  }

  @Test
  void impact_names_every_wrong_parameter() {
    Api.as(TestKeys.SERVICE)
        .get("/api/v1/impact?from=yesterday")
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("service", "from", "to"));
  }

  @Test
  void health_and_metrics_are_open() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory"));
  }
}
