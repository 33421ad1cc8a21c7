package dev.tocsin.logs.intake.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.tocsin.logs.Logs;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bulk door from HTTP to the search, at its own path and at the root. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ElasticIT {

  @Test
  void documentsArriveOnceAtBothPaths() {
    String service = Logs.newService("elastic");
    String id = UUID.randomUUID().toString();
    String body =
        "{\"create\":{\"_id\":\"%s\"}}\n{\"message\":\"sold out\",\"log.level\":\"critical\",\"service\":{\"name\":\"%s\"}}\n"
            .formatted(id, service);
    client()
        .contentType("application/vnd.elasticsearch+x-ndjson; compatible-with=9")
        .accept("application/vnd.elasticsearch+json; compatible-with=9")
        .body(body.getBytes(UTF_8))
        .post("/logs-shop-default/_bulk")
        .then()
        .statusCode(200)
        .header("X-Elastic-Product", "Elasticsearch")
        .contentType(startsWith("application/vnd.elasticsearch+json"))
        .body("errors", equalTo(false))
        .body("items[0].create.status", equalTo(201))
        .body("items[0].create._index", equalTo("logs-shop-default"))
        .body("items[0].create._id", equalTo(id));
    client()
        .contentType("application/x-ndjson")
        .header("Content-Encoding", "gzip")
        .body(
            Logs.gzip(
                (body + "{\"create\":{}}\n{\"service.name\":\"" + service + "\"}").getBytes(UTF_8)))
        .put("/elastic/logs-shop-default/_bulk")
        .then()
        .statusCode(200)
        .body("errors", equalTo(true))
        .body("items.create.status", equalTo(List.of(409, 201)));

    var rows = Logs.awaitRows(service, 2);
    assertThat(rows).extracting(r -> r.get("level")).contains("error");
    assertThat(rows).extracting(r -> r.get("severityText")).contains("critical");
  }

  @Test
  void theHandshakeOfEveryClient() {
    for (String base : List.of("/", "/elastic", "/elastic/")) {
      client()
          .get(base)
          .then()
          .statusCode(200)
          .header("X-Elastic-Product", "Elasticsearch")
          .contentType("application/json")
          .body("tagline", equalTo("You Know, for Search"));
      client().head(base).then().statusCode(200).header("X-Elastic-Product", "Elasticsearch");
    }
    for (String path :
        List.of(
            "/_license",
            "/_xpack",
            "/_ilm/policy/filebeat",
            "/_index_template/x",
            "/_nodes/http",
            "/_cluster/health",
            "/_cat/health",
            "/elastic/_license")) {
      client()
          .get(path)
          .then()
          .statusCode(200)
          .header("X-Elastic-Product", "Elasticsearch")
          .contentType("application/json");
    }
    client()
        .contentType("application/json")
        .body("{}")
        .put("/_index_template/x")
        .then()
        .statusCode(200);
    client()
        .get("/elastic/_unknown")
        .then()
        .statusCode(404)
        .header("X-Elastic-Product", "Elasticsearch");
  }

  @Test
  void keysComeInEveryFormThatClientsHave() {
    String body = "{\"create\":{}}\n{\"message\":\"x\"}\n";
    String pair = Base64.getEncoder().encodeToString(("1:" + TestKeys.INGEST).getBytes(UTF_8));
    for (String authorization :
        List.of("ApiKey " + pair, "ApiKey " + TestKeys.INGEST, "Basic " + pair)) {
      RestAssured.given()
          .header("Authorization", authorization)
          .contentType("application/json")
          .body(body)
          .post("/_bulk")
          .then()
          .statusCode(200);
    }
    for (String path : List.of("/", "/_bulk")) {
      RestAssured.given()
          .header("Authorization", "ApiKey tk_ing_wrong")
          .contentType("application/json")
          .body(body)
          .request(path.equals("/") ? "GET" : "POST", path)
          .then()
          .statusCode(401)
          .header("X-Elastic-Product", "Elasticsearch")
          .body("error.type", equalTo("security_exception"))
          .body("status", equalTo(401));
    }
    client()
        .contentType("application/json")
        .body("no bulk")
        .post("/_bulk")
        .then()
        .statusCode(400)
        .body("error.type", equalTo("illegal_argument_exception"));
  }

  private static RequestSpecification client() {
    return RestAssured.given().header("Authorization", "ApiKey " + TestKeys.INGEST);
  }
}
