package dev.tocsin.incident.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.testkit.MailReceiver;
import dev.tocsin.testkit.TestKeys;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** From a firing alert to somebody who answers. */
@QuarkusTest
class PagingIT extends Scenario {

  @Test
  void aCriticalAlertIsMailedAtOnceAndItsLinkAcknowledges() throws Exception {
    String incident = fire("critical");
    MailReceiver.Mail mail = firstMail();

    assertThat(mail.subject()).startsWith("[CRITICAL] #").contains(tag);
    assertThat(mail.to()).containsExactly("oncall@example.com");
    assertThat(mail.html()).contains("Acknowledge").contains("/incidents/" + incident);
    assertThat(mail.text()).contains("service shop-" + tag).contains("/incidents/" + incident);
    long millis =
        count(
            "SELECT extract(epoch FROM a.ended_at - i.opened_at) * 1000 FROM attempt a"
                + " JOIN page p ON p.id = a.page_id JOIN incident i ON i.id = p.incident_id"
                + " WHERE i.id = ?::uuid AND a.state = 'handed_over'",
            incident);
    assertThat(millis).as("milliseconds from alert to SMTP").isLessThan(1_000);

    String link = link(mail, "Acknowledge");
    given()
        .get(link)
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("Acknowledge this incident?"))
        .body(containsString("On-call engineer"));
    assertThat(incident(incident).getString("state")).isEqualTo("triggered");

    given().post(link).then().statusCode(200).body(containsString("Acknowledged"));
    assertThat(incident(incident).getString("state")).isEqualTo("acknowledged");
    assertThat(incident(incident).getString("acknowledgedBy")).isEqualTo("On-call engineer");
    assertThat(incident(incident).getMap("nextEscalation")).isNull();
    assertThat(get("/api/v1/incidents/" + incident + "/pages").getString("items[0].pageState"))
        .isEqualTo("acknowledged");
    assertThat(timeline(incident)).anyMatch(text -> text.startsWith("Acknowledged"));

    letTheNextLevelComeDue(incident);
    given().post(link).then().statusCode(200).body(containsString("Acknowledged"));
    assertThat(count("SELECT count(*) FROM page WHERE incident_id = ?::uuid", incident))
        .isEqualTo(1);
  }

  @Test
  void theResolveLinkResolvesAndAForeignOrChangedLinkIsNotKnown() {
    String incident = fire("error");
    String link = link(firstMail(), "Resolve");

    given().get(link).then().statusCode(200).body(containsString("Resolve this incident?"));
    assertThat(incident(incident).getString("state")).isEqualTo("triggered");
    given().post(link + "x").then().statusCode(404).body(containsString("not known"));
    given().get("/a/nonsense").then().statusCode(404).body(containsString("not known"));
    given().post(link).then().statusCode(200).body(containsString("Resolved"));
    assertThat(incident(incident).getString("state")).isEqualTo("resolved");
    assertThat(incident(incident).getString("resolvedBy")).isEqualTo("On-call engineer");
  }

  @Test
  void whenMailIsRefusedTheWebhookFollowsAtOnceAndMailIsTriedAgain() throws Exception {
    try (var webhook = new WebhookReceiver()) {
      personHas(webhook.uri("/page").toString());
      mailbox.close();
      String incident = fire("critical");

      var request = webhook.await(1, SOON).getFirst();
      assertThat(request.body()).contains(tag).contains("\"acknowledge\":\"http");
      assertThat(request.headers().get("X-Tocsin-Signature"))
          .isEqualTo("sha256=" + hmac("a secret for tests only", request.body()));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(timeline(incident)).anyMatch(t -> t.contains("webhook now")));

      mailbox = new MailReceiver(smtpPort);
      letRetriesComeDue(incident);
      firstMail();
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(lines(incident))
                      .contains(Map.of("email", "handed_over"), Map.of("webhook", "handed_over")));
      assertThat(webhook.requests()).hasSize(1);
    } finally {
      personHas(null);
    }
  }

  @Test
  void aWebhookThatAnswers500IsTriedAgainUntilItTakesThePage() throws Exception {
    try (var webhook = new WebhookReceiver()) {
      webhook.answerNext(500, 500);
      personHas(webhook.uri("/page").toString());
      mailbox.close();
      String incident = fire("critical");
      webhook.await(1, SOON);
      await()
          .atMost(SOON)
          .until(
              () -> {
                letRetriesComeDue(incident);
                return webhook.requests().size() >= 3;
              });
      var pages = webhook.requests().stream().map(r -> r.headers().get("X-Tocsin-Page")).distinct();
      assertThat(pages).as("one page, recognisable in every message").hasSize(1);
    } finally {
      mailbox = new MailReceiver(smtpPort);
      personHas(null);
    }
  }

  @Test
  void nobodyAnswersSoTheNextLevelIsWokenAndAnEmptyLevelIsPassedWithAFlag() throws Exception {
    String second =
        as(TestKeys.MANAGER_API)
            .body(Map.of("name", "Second engineer", "email", "second@example.com"))
            .post("/api/v1/people")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    as(TestKeys.MANAGER_API)
        .body(Map.of("zone", "UTC", "anchor", "2026-01-05T09:00:00", "participants", List.of()))
        .put("/api/v1/schedules/empty")
        .then()
        .statusCode(200);
    policy(
        List.of(level("schedule", "primary"), level("schedule", "empty"), level("person", second)));
    try {
      String incident = fire("critical");
      firstMail();
      assertThat(incident(incident).getString("nextEscalation.who")).isEqualTo("Second engineer");
      assertThat(incident(incident).getInt("nextEscalation.level")).isEqualTo(3);

      letTheNextLevelComeDue(incident);
      await().atMost(SOON).until(() -> myMails().size() == 2);
      assertThat(myMails().getLast().to()).containsExactly("second@example.com");
      assertThat(incident(incident).getString("flag")).isEqualTo("Nobody was on call at level 2");
      assertThat(timeline(incident)).anyMatch(text -> text.contains("leads to nobody"));

      as(TestKeys.RESPONDER_API)
          .post("/api/v1/incidents/" + incident + "/acknowledge")
          .then()
          .statusCode(200)
          .body("acknowledgedBy", equalTo("test-responder"));
      assertThat(
              count(
                  "SELECT count(*) FROM page WHERE incident_id = ?::uuid AND state = 'open'",
                  incident))
          .isZero();
    } finally {
      policy(List.of(level("schedule", "primary")));
    }
  }

  @Test
  void aWarningIsListedButWakesNobodyUntilItGetsWorse() {
    String incident = fire("warning");
    assertThat(timeline(incident)).anyMatch(text -> text.contains("Nobody was woken"));
    assertThat(get("/api/v1/incidents/" + incident + "/pages").getList("items")).isEmpty();

    post(alert("firing", "critical")).statusCode(200).body("outcome", equalTo("attached"));
    firstMail();
    assertThat(incident(incident).getString("severity")).isEqualTo("critical");
  }

  @Test
  void aBurstOfIncidentsIsMailedAtTheFirstAttempt() throws Exception {
    List<Callable<Integer>> posts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var alert = alert("firing", "critical");
      alert.put("dedupKey", "burst-" + i + tag);
      alert.put("service", "burst-" + i + tag);
      posts.add(() -> post(alert).extract().statusCode());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(posts)) {
        assertThat(status.get()).isEqualTo(201);
      }
    }
    await().atMost(SOON).until(() -> myMails().size() == 20);
    assertThat(
            count(
                "SELECT count(*) FROM attempt a JOIN page p ON p.id = a.page_id"
                    + " JOIN incident i ON i.id = p.incident_id"
                    + " WHERE i.service LIKE ? AND a.state IN ('failed', 'unknown')",
                "burst-%" + tag))
        .isZero();
  }

  @Test
  void everythingIsAccountedFor() {
    fire("critical");
    firstMail();
    var verdict = get("/api/v1/ledger/verify");
    assertThat(verdict.getBoolean("reconciles")).isTrue();
    assertThat(verdict.getInt("report.pagesUnaccounted")).isZero();
    assertThat(verdict.getInt("report.alertsAccepted"))
        .isEqualTo(verdict.getInt("report.alertsAccounted"));
  }

  @Test
  void theLedgerCannotBeRewritten() {
    fire("info");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> sql("DELETE FROM ledger"))
        .hasMessageContaining("append-only");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> sql("UPDATE timeline SET text = ''"))
        .hasMessageContaining("append-only");
  }

  private void personHas(@org.jspecify.annotations.Nullable String webhookUrl) {
    String id =
        get("/api/v1/oncall").getString("items.find { it.schedule == 'primary' }.person.id");
    var body = new java.util.HashMap<String, Object>();
    body.put("name", "On-call engineer");
    body.put("email", "oncall@example.com");
    body.put("webhookUrl", webhookUrl);
    as(TestKeys.MANAGER_API).body(body).put("/api/v1/people/" + id).then().statusCode(200);
  }

  private static Map<String, Object> level(String type, String id) {
    return Map.of("delayMinutes", 5, "targets", List.of(Map.of("type", type, "id", id)));
  }

  private static void policy(List<Map<String, Object>> levels) {
    as(TestKeys.MANAGER_API)
        .body(Map.of("levels", levels, "repeats", 2))
        .put("/api/v1/policies/default")
        .then()
        .statusCode(200);
  }

  private static List<Map<String, String>> lines(String incident) {
    List<Map<String, String>> items =
        get("/api/v1/incidents/" + incident + "/pages").getList("items");
    return items.stream().map(item -> Map.of(item.get("channel"), item.get("state"))).toList();
  }

  private static String hmac(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
