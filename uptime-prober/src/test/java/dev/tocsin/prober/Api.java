package dev.tocsin.prober;

import static io.restassured.RestAssured.given;

import dev.tocsin.testkit.TestKeys;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;

/** Calls of the public API as the tests make them. */
final class Api {
  private Api() {}

  static RequestSpecification as(String key) {
    return given().header("Authorization", "Bearer " + key).contentType("application/json");
  }

  static Map<String, Object> monitor(String name, String url) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("service", name.replace(' ', '-'));
    body.put("url", url);
    body.put("intervalSeconds", 4);
    body.put("timeoutMs", 2000);
    body.put("regions", TestAgents.REGIONS);
    body.put("quorum", 2);
    return body;
  }

  static String create(String name, String url) {
    return as(TestKeys.MANAGER_API)
        .body(monitor(name, url))
        .post("/api/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getString("id");
  }

  static JsonPath get(String path) {
    return as(TestKeys.VIEWER_API).get(path).then().statusCode(200).extract().jsonPath();
  }

  static String state(String id) {
    return get("/api/v1/monitors/" + id).getString("status.state");
  }
}
