package dev.tocsin.logs.deletion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;

import dev.tocsin.logs.Logs;
import dev.tocsin.logs.retention.MergeJob;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Deleted rows are gone at once for every question, and later from their files. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class DeletionIT {

  @Inject DeletionJob job;
  @Inject MergeJob merges;
  @Inject DataSource database;

  @Test
  void deletedRowsAreHiddenAtOnceAndLeaveTheirFilesLater() throws Exception {
    String service = Logs.newService("leak");
    send(service, 30, "card number of customer");
    send(service, 20, "harmless");
    Logs.awaitRows(service, 50);

    assertThat(dryRun(service, "customer").getLong("rows")).isEqualTo(30);
    Logs.awaitRows(service, 50);

    String id = delete(service, "customer");
    assertThat(rows(service)).isEqualTo(20);
    assertThat(histogram(service)).isEqualTo(20);
    assertThat(counted(service)).as("the files are as they were").isEqualTo(50);
    assertThat(dryRun(service, "customer").getLong("rows")).isZero();

    send(service, 5, "card number of another customer");
    Logs.awaitRows(service, 25);

    job.rewrite();

    assertThat(rows(service)).isEqualTo(25);
    assertThat(histogram(service)).isEqualTo(25);
    assertThat(counted(service)).isEqualTo(25);
    admin()
        .get("/api/v1/logs/deletions/" + id)
        .then()
        .statusCode(200)
        .body("deletion.state", equalTo("done"))
        .body("deletion.removedRows", equalTo(30))
        .body("deletion.reason", equalTo("a test"))
        .body("parts[0].removedRows", greaterThanOrEqualTo(1));
    admin().get("/api/v1/logs/deletions").then().statusCode(200).body("items.id", hasItems(id));
  }

  @Test
  void mergingMeanwhileBringsNothingBack() throws Exception {
    String service = Logs.newService("merge");
    for (int i = 0; i < 4; i++) {
      send(service, 5, "secret word");
      send(service, 5, "open word");
      Logs.awaitRows(service, 10 * (i + 1));
    }
    String id = delete(service, "secret");

    merges.merge();
    assertThat(rows(service)).isEqualTo(20);

    job.rewrite();
    merges.merge();
    assertThat(rows(service)).isEqualTo(20);
    assertThat(counted(service)).isEqualTo(20);
    assertThat(state(id)).isEqualTo("done");
  }

  @Test
  void twoDeletionsOfTheSameRowsAreBothDone() throws Exception {
    String service = Logs.newService("both");
    send(service, 10, "alpha beta");
    send(service, 10, "beta gamma");
    send(service, 10, "delta");
    Logs.awaitRows(service, 30);
    String first = delete(service, "alpha");
    String second = delete(service, "beta");
    assertThat(rows(service)).isEqualTo(10);

    job.rewrite();

    assertThat(rows(service)).isEqualTo(10);
    assertThat(counted(service)).isEqualTo(10);
    assertThat(state(first)).isEqualTo("done");
    assertThat(state(second)).isEqualTo("done");
  }

  @Test
  void aSegmentOfWhichAllIsDeletedDisappears() throws Exception {
    String service = Logs.newService("all");
    send(service, 10, "anything");
    Logs.awaitRows(service, 10);
    String id = delete(service, "*");
    job.rewrite();

    assertThat(rows(service)).isZero();
    assertThat(counted(service)).isZero();
    assertThat(state(id)).isEqualTo("done");
  }

  @Test
  void rowsOutsideTheTimeRangeStay() throws Exception {
    String service = Logs.newService("range");
    send(service, 10, "word");
    Logs.awaitRows(service, 10);

    var answer =
        post(
            TestKeys.ADMIN_API,
            body(
                service,
                "word",
                Instant.now().minusSeconds(7200),
                Instant.now().minusSeconds(3600)),
            false);

    answer.then().statusCode(202);
    assertThat(rows(service)).isEqualTo(10);
    job.rewrite();
    assertThat(rows(service)).isEqualTo(10);
  }

  @Test
  void onlyAdministratorsDeleteAndEveryMistakeIsNamed() {
    String fine = body("x", "word", Instant.now().minusSeconds(60), Instant.now());
    post(TestKeys.MANAGER_API, fine, false).then().statusCode(403);
    post(TestKeys.ADMIN_API, "{\"query\":\"(open\",\"from\":\"yesterday\"}", false)
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("project", "from", "to", "query", "reason"));
    admin().get("/api/v1/logs/deletions/none").then().statusCode(404);
  }

  private static void send(String service, int rows, String text) {
    var lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append(
          "{\"service\":\"%s\",\"level\":\"info\",\"msg\":\"%s %d\"}%n"
              .formatted(service, text, i));
    }
    Logs.postLines(lines.toString()).then().statusCode(200);
  }

  private static String body(String service, String query, Instant from, Instant to) {
    String all = query.equals("*") ? "service:" + service : "service:" + service + " " + query;
    return "{\"project\":1,\"from\":\"%s\",\"to\":\"%s\",\"query\":\"%s\",\"reason\":\"a test\"}"
        .formatted(from, to, all);
  }

  private static String delete(String service, String query) {
    var answer = post(TestKeys.ADMIN_API, whole(service, query), false);
    answer.then().statusCode(202).body("state", equalTo("rewriting"));
    return answer.jsonPath().getString("id");
  }

  private static JsonPath dryRun(String service, String query) {
    return post(TestKeys.ADMIN_API, whole(service, query), true)
        .then()
        .statusCode(200)
        .body("complete", equalTo(true))
        .extract()
        .jsonPath();
  }

  private static String whole(String service, String query) {
    return body(
        service, query, Instant.now().minus(Duration.ofHours(1)), Instant.now().plusSeconds(60));
  }

  private static Response post(String key, String json, boolean dryRun) {
    return given()
        .header("X-Tocsin-Key", key)
        .contentType("application/json")
        .queryParam("dryRun", dryRun)
        .body(json)
        .post("/api/v1/logs/delete");
  }

  private static io.restassured.specification.RequestSpecification admin() {
    return given().header("X-Tocsin-Key", TestKeys.ADMIN_API);
  }

  private static String state(String id) {
    return admin().get("/api/v1/logs/deletions/" + id).jsonPath().getString("deletion.state");
  }

  private static int rows(String service) {
    return Logs.search(Map.of("service", service, "limit", 1000)).getList("items").size();
  }

  private static int histogram(String service) {
    return given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .queryParam("service", service)
        .get("/api/v1/logs/histogram")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getInt("buckets.sum { it.counts.values().sum() }");
  }

  private long counted(String service) throws Exception {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT coalesce(sum(n), 0) FROM log_count WHERE service = ?")) {
      statement.setString(1, service);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
