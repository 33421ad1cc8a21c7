package dev.tocsin.incident.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Alerts in: identity, grouping, end, and everything that is refused. */
@QuarkusTest
class AlertIT extends Scenario {

  @Test
  void aRedeliveredEventChangesNothingAndTheSameAlertJoinsItsIncident() {
    var first = alert("firing", "critical");
    String incident =
        post(first).statusCode(201).body("outcome", equalTo("opened")).extract().path("incidentId");
    post(first)
        .statusCode(200)
        .body("outcome", equalTo("duplicate"))
        .body("incidentId", equalTo(incident));
    post(alert("firing", "critical"))
        .statusCode(200)
        .body("outcome", equalTo("attached"))
        .body("incidentId", equalTo(incident));
    assertThat(incident(incident).getInt("alerts[0].count")).isEqualTo(2);
    assertThat(timeline(incident).stream().filter(t -> t.startsWith("Alert fires"))).hasSize(1);
  }

  @Test
  void anotherAlertOfTheSameServiceJoinsAndTheIncidentEndsWithTheLastOfThem() {
    String incident = fire("critical");
    var other = alert("firing", "error");
    other.put("dedupKey", "slo:" + tag);
    other.put("title", "Budget burns " + tag);
    post(other).statusCode(200).body("incidentId", equalTo(incident));
    assertThat(incident(incident).getList("alerts")).hasSize(2);

    post(alert("resolved", "critical")).statusCode(200).body("outcome", equalTo("resolved"));
    assertThat(incident(incident).getString("state")).isEqualTo("triggered");
    var end = alert("resolved", "error");
    end.put("dedupKey", "slo:" + tag);
    post(end).statusCode(200).body("outcome", equalTo("resolved"));
    assertThat(incident(incident).getString("state")).isEqualTo("resolved");
    assertThat(incident(incident).getString("resolvedBy")).isEqualTo("tocsin");
    assertThat(timeline(incident))
        .anyMatch(text -> text.contains("every alert of this incident is resolved"));
    post(alert("resolved", "critical")).statusCode(200).body("outcome", equalTo("ignored"));
  }

  @Test
  void firingAgainSoonReopensTheIncidentAndLaterOpensANewOne() throws Exception {
    String incident = fire("critical");
    post(alert("resolved", "critical")).body("outcome", equalTo("resolved"));
    post(alert("firing", "critical"))
        .statusCode(200)
        .body("outcome", equalTo("attached"))
        .body("incidentId", equalTo(incident));
    assertThat(incident(incident).getString("state")).isEqualTo("triggered");
    assertThat(timeline(incident)).anyMatch(text -> text.startsWith("Reopened"));
    assertThat(count("SELECT count(*) FROM page WHERE incident_id = ?::uuid", incident))
        .isEqualTo(2);

    post(alert("resolved", "critical")).body("outcome", equalTo("resolved"));
    sql("UPDATE incident SET resolved_at = now() - interval '1 hour' WHERE id = ?::uuid", incident);
    post(alert("firing", "critical")).statusCode(201).body("outcome", equalTo("opened"));
  }

  @Test
  void fiftyAtOnceMakeOneIncidentAndOnePage() throws Exception {
    List<Callable<Integer>> posts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      var alert = alert("firing", "critical");
      posts.add(() -> post(alert).extract().statusCode());
    }
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(posts)) {
        statuses.add(status.get());
      }
    }
    assertThat(statuses).containsOnly(200, 201);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    assertThat(count("SELECT count(*) FROM incident WHERE service = ?", "shop-" + tag))
        .isEqualTo(1);
    assertThat(
            count(
                "SELECT count(*) FROM page p JOIN incident i ON i.id = p.incident_id"
                    + " WHERE i.service = ?",
                "shop-" + tag))
        .isEqualTo(1);
    firstMail();
    assertThat(myMails()).hasSize(1);
  }

  @Test
  void everyFieldThatBreaksARuleIsNamedAtOnce() {
    as(TestKeys.SERVICE)
        .body(
            """
            {"eventId":"x","dedupKey":"%s","status":"burning","severity":7,"title":" ",
             "labels":{"a":1},"links":[{"label":"l","href":"javascript:alert(1)"}],
             "occurredAt":"yesterday","unknown":true}
            """
                .formatted("k".repeat(256)))
        .post("/api/v1/alerts")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid-request"))
        .body(
            "errors.field.sort()",
            equalTo(
                List.of(
                    "dedupKey",
                    "eventId",
                    "labels.a",
                    "links[0].href",
                    "occurredAt",
                    "severity",
                    "source",
                    "status",
                    "title")));
    as(TestKeys.SERVICE).body("[]").post("/api/v1/alerts").then().statusCode(400);
    as(TestKeys.SERVICE)
        .body("{\"eventId\": ")
        .post("/api/v1/alerts")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void doorsAreClosedToTheWrongKey() {
    var alert = alert("firing", "critical");
    given()
        .contentType(ContentType.JSON)
        .body(alert)
        .post("/api/v1/alerts")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    as("tk_api_wrong").body(alert).post("/api/v1/alerts").then().statusCode(401);
    as(TestKeys.VIEWER_API)
        .body(alert)
        .post("/api/v1/alerts")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    as(TestKeys.INGEST).get("/api/v1/incidents").then().statusCode(403);
    as(TestKeys.RESPONDER_API).body("{}").post("/api/v1/people").then().statusCode(403);
    as(TestKeys.VIEWER_API)
        .post("/api/v1/incidents/" + UUID.randomUUID() + "/acknowledge")
        .then()
        .statusCode(403);
  }

  @Test
  void unknownIdsAre404AndImpossibleTransitions409() {
    for (String path : List.of("", "/timeline", "/pages", "/impact")) {
      as(TestKeys.VIEWER_API)
          .get("/api/v1/incidents/" + UUID.randomUUID() + path)
          .then()
          .statusCode(404)
          .body("code", equalTo("not-found"));
    }
    as(TestKeys.VIEWER_API).get("/api/v1/incidents/nonsense").then().statusCode(404);
    as(TestKeys.VIEWER_API).get("/api/v1/schedules/nope").then().statusCode(404);
    as(TestKeys.VIEWER_API).get("/api/v1/incidents?state=odd").then().statusCode(400);

    String incident = fire("error");
    String path = "/api/v1/incidents/" + incident;
    as(TestKeys.RESPONDER_API).post(path + "/acknowledge").then().statusCode(200);
    as(TestKeys.RESPONDER_API).post(path + "/acknowledge").then().statusCode(200);
    as(TestKeys.RESPONDER_API)
        .body(Map.of("text", "Restarted the shop."))
        .post(path + "/notes")
        .then()
        .statusCode(201)
        .body("kind", equalTo("note"))
        .body("actor", equalTo("test-responder"));
    as(TestKeys.RESPONDER_API).body("{}").post(path + "/notes").then().statusCode(400);
    as(TestKeys.RESPONDER_API).post(path + "/resolve").then().statusCode(200);
    as(TestKeys.RESPONDER_API).post(path + "/resolve").then().statusCode(200);
    as(TestKeys.RESPONDER_API)
        .post(path + "/acknowledge")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("cannot be acknowledged"));
  }

  @Test
  void listsArePagedByCursor() {
    for (int i = 0; i < 3; i++) {
      var alert = alert("firing", "info");
      alert.put("dedupKey", "k" + i + tag);
      alert.put("service", "s" + i + tag);
      post(alert).statusCode(201);
    }
    var first = get("/api/v1/incidents?state=open&limit=2");
    assertThat(first.getList("items")).hasSize(2);
    var second =
        get("/api/v1/incidents?state=open&limit=2&cursor=" + first.getString("nextCursor"));
    assertThat(second.getList("items.id")).doesNotContainAnyElementsOf(first.getList("items.id"));
  }

  @Test
  void configurationNamesEveryFieldAndPeopleAndSchedulesCanBeMade() {
    as(TestKeys.MANAGER_API)
        .body("{\"name\":\"\",\"email\":\"nobody\",\"webhookUrl\":\"ftp://x\"}")
        .post("/api/v1/people")
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("name", "email", "webhookUrl")));
    as(TestKeys.MANAGER_API)
        .body("{\"zone\":\"Mars\",\"participants\":[\"x\"],\"unit\":\"year\",\"count\":0}")
        .put("/api/v1/schedules/s")
        .then()
        .statusCode(400)
        .body(
            "errors.field.sort()",
            equalTo(List.of("anchor", "count", "participants[0]", "unit", "zone")));
    as(TestKeys.MANAGER_API)
        .body(
            "{\"levels\":[{\"delayMinutes\":0,\"targets\":[{\"type\":\"schedule\",\"id\":\"x\"}]}]}")
        .put("/api/v1/policies/p")
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("levels[0].delayMinutes", "levels[0].targets[0]")));
    var schedule = get("/api/v1/schedules/primary");
    assertThat(schedule.getString("participants[0].email")).isEqualTo("oncall@example.com");
    assertThat(get("/api/v1/schedules/primary/shifts").getList("items")).hasSizeBetween(4, 5);
    as(TestKeys.VIEWER_API)
        .get("/api/v1/oncall?at=2020-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("items.find { it.schedule == 'primary' }.person", nullValue());
  }
}
