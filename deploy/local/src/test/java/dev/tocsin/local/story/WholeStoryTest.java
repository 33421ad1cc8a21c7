package dev.tocsin.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** One platform, one shop, one outage; each step is asserted by public interfaces only. */
@Order(1)
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // the platform is there from the first step on
class WholeStoryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunningPlatform platform;
  private Http admin;
  private String monitor;
  private String incident;
  private String postmortem;

  @BeforeAll
  void start(RunningPlatform running) {
    platform = running;
    admin = running.admin();
  }

  private String prober(String path) {
    return platform.value("TOCSIN_PROBER_URL") + path;
  }

  private String incidents(String path) {
    return platform.value("TOCSIN_INCIDENT_URL") + path;
  }

  private String monitorState() {
    return admin
        .get(prober("/api/v1/monitors/" + monitor))
        .json()
        .path("status")
        .path("state")
        .asText();
  }

  private JsonNode incidentNow() {
    return admin.get(incidents("/api/v1/incidents/" + incident)).json();
  }

  private List<JsonNode> mails() {
    var found = new ArrayList<JsonNode>();
    Http.anonymous()
        .get(platform.value("TOCSIN_MAILBOX_URL") + "/messages")
        .items()
        .forEach(found::add);
    return found;
  }

  private JsonNode alertOf(String source) {
    for (JsonNode alert : incidentNow().path("alerts")) {
      if (source.equals(alert.path("source").asText())) {
        return alert;
      }
    }
    throw new AssertionError("no alert from " + source + " in " + incidentNow());
  }

  @Test
  @Order(1)
  void everyDoorIsClosedToAStrangerAndToAWrongKey() {
    var doors =
        List.of(
            prober("/api/v1/monitors"),
            platform.value("TOCSIN_LOGS_URL") + "/api/v1/logs/search",
            platform.value("TOCSIN_SLO_URL") + "/api/v1/slos",
            platform.value("TOCSIN_EXCEPTIONS_URL") + "/api/v1/issues",
            incidents("/api/v1/incidents"),
            platform.value("TOCSIN_URL") + "/api/incidents/v1/incidents",
            platform.value("TOCSIN_URL") + "/auth/keys");
    for (String door : doors) {
      assertThat(Http.anonymous().get(door).status()).as(door).isEqualTo(401);
      assertThat(Http.with("tk_api_wrong").get(door).status()).as(door).isEqualTo(401);
    }
    // a key for sending logs does not open anything else
    assertThat(Http.with(platform.value("TOCSIN_INGEST_KEY")).get(doors.getFirst()).status())
        .isEqualTo(403);
  }

  @Test
  @Order(2)
  void aMalformedBodyNamesEveryBrokenField() {
    var answer =
        admin.post(
            prober("/api/v1/monitors"), "{\"name\":\"\",\"url\":\"no url\",\"intervalSeconds\":0}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").findValuesAsText("field"))
        .contains("name", "url", "intervalSeconds");
    assertThat(
            admin
                .post(incidents("/api/v1/alerts"), "{\"status\":\"firing\"}")
                .json()
                .path("errors"))
        .isNotEmpty();
  }

  @Test
  @Order(3)
  void anUnknownMonitorIsNotFound() {
    var answer = admin.get(prober("/api/v1/monitors/00000000-0000-0000-0000-000000000000"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("code").asText()).isEqualTo("not-found");
  }

  @Test
  @Order(4)
  void theShopIsSeenUpFromThreeRegions() {
    monitor =
        await()
            .until(
                () -> admin.get(prober("/api/v1/monitors")).items().path(0).path("id").asText(),
                id -> !id.isEmpty());
    await().atMost(Duration.ofSeconds(40)).until(this::monitorState, "UP"::equals);
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                admin
                    .get(prober("/api/v1/monitors/" + monitor))
                    .json()
                    .path("status")
                    .path("regions")
                    .findValuesAsText("verdict"),
            verdicts -> verdicts.equals(List.of("good", "good", "good")));
  }

  @Test
  @Order(5)
  void whenItBreaksThePageArrivesOnceWithLinks() {
    Http.anonymous().post(platform.shop() + "/fault/on", "");

    await().atMost(Duration.ofSeconds(30)).until(this::monitorState, "DOWN"::equals);
    var mail =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> mails().stream().findFirst().orElse(null), found -> found != null);
    assertThat(mail.path("to").toString()).contains("oncall@example.com");
    assertThat(mail.path("text").asText())
        .contains(platform.value("TOCSIN_INCIDENT_URL") + "/a/")
        .contains(platform.value("TOCSIN_URL") + "/incidents/");

    var open = admin.get(incidents("/api/v1/incidents?state=open")).items();
    assertThat(open).hasSize(1);
    incident = open.path(0).path("id").asText();
    assertThat(open.path(0).path("service").asText()).isEqualTo("shop");
  }

  @Test
  @Order(6)
  void theEvidenceIsThere() {
    // the error lines that the shop shipped with OpenTelemetry
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              var lines =
                  admin.get(
                      platform.value("TOCSIN_LOGS_URL")
                          + "/api/v1/logs/search?service=shop&level=error&q=payment&limit=5");
              assertThat(lines.items()).isNotEmpty();
              assertThat(lines.items().path(0).path("level").asText()).isEqualTo("error");
              assertThat(lines.items().path(0).path("attributes").has("order.id")).isTrue();
            });
    // the exception that it shipped with Sentry, all occurrences in one issue
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              var issues =
                  admin.get(platform.value("TOCSIN_EXCEPTIONS_URL") + "/api/v1/issues?project=1");
              assertThat(issues.items()).hasSize(1);
              assertThat(issues.items().path(0).path("events").asLong()).isGreaterThan(1);
              assertThat(issues.items().path(0).path("title").asText()).contains("IOException");
            });
    // the bad probes against the objective
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              var slo =
                  admin.get(
                      platform.value("TOCSIN_SLO_URL") + "/api/v1/slos/checkout-availability");
              long valid = slo.json().path("sli").path("valid").asLong();
              long good = slo.json().path("sli").path("good").asLong();
              assertThat(valid).isGreaterThan(good);
              assertThat(good).isPositive();
            });
    // the new issue joined the incident that was open already
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(incidentNow().path("alerts").findValuesAsText("source"))
                    .contains("uptime-prober", "exception-tracker"));
    assertThat(mails().stream().filter(this::isPage)).hasSize(1);
  }

  private boolean isPage(JsonNode mail) {
    return mail.path("text").asText().contains("/a/");
  }

  @Test
  @Order(7)
  void theLinkInTheMailShowsFirstAndActsOnlyWhenPressed() {
    var text =
        mails().stream().filter(this::isPage).findFirst().orElseThrow().path("text").asText();
    var links =
        Pattern.compile("https?://\\S+/a/\\S+")
            .matcher(text)
            .results()
            .map(m -> m.group())
            .toList();
    var acknowledge =
        links.stream()
            .filter(link -> Http.anonymous().get(link).text().contains("Acknowledge"))
            .findFirst()
            .orElseThrow();
    assertThat(incidentNow().path("state").asText()).isEqualTo("triggered");

    assertThat(Http.anonymous().post(acknowledge, "").status()).isBetween(200, 303);

    assertThat(incidentNow().path("state").asText()).isEqualTo("acknowledged");
    assertThat(incidentNow().path("acknowledgedBy").asText()).isEqualTo("On-call engineer");
    assertThat(
            Http.anonymous()
                .get(acknowledge.substring(0, acknowledge.length() - 3) + "xyz")
                .status())
        .isEqualTo(404);
  }

  @Test
  @Order(8)
  void whenItIsRepairedTheMonitorRecovers() {
    Http.anonymous().post(platform.shop() + "/fault/off", "");
    await().atMost(Duration.ofSeconds(60)).until(this::monitorState, "UP"::equals);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(alertOf("uptime-prober").path("status").asText()).isEqualTo("resolved"));
  }

  @Test
  @Order(9)
  void theIncidentIsResolvedByAPersonOrByItself() {
    if (!"resolved".equals(incidentNow().path("state").asText())) {
      // the exception's issue is still open: a person closes the incident
      var answer = admin.post(incidents("/api/v1/incidents/" + incident + "/resolve"), "{}");
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(incidentNow().path("state").asText()).isEqualTo("resolved");
  }

  @Test
  @Order(10)
  void theDraftBringsTimelineAndFiguresAndIsPublishedOnceWritten() throws IOException {
    var draft = admin.post(incidents("/api/v1/incidents/" + incident + "/postmortem"), "{}");
    assertThat(draft.status()).isBetween(200, 201);
    postmortem = draft.json().path("id").asText();
    var markdown = draft.json().path("markdown").asText();
    assertThat(markdown)
        .contains("## Timeline")
        .contains("uptime-prober")
        .contains("log-ingest")
        .contains("exception-tracker")
        .contains("slo-service");

    var url = incidents("/api/v1/postmortems/" + postmortem);
    assertThat(admin.post(url + "/publish", "{}").status())
        .as("a draft without a summary is not ready")
        .isBetween(400, 409);

    var written =
        Pattern.compile("(## Summary\\s+)([^#]*)")
            .matcher(markdown)
            .replaceFirst(
                "$1The payment provider refused connections; customers could not pay.\n\n");
    var body =
        JSON.writeValueAsString(
            Map.of("markdown", written, "version", draft.json().path("version").asLong()));
    assertThat(admin.put(url, body).status()).isEqualTo(200);
    assertThat(admin.put(url, body).status()).as("an old version").isEqualTo(409);

    assertThat(admin.post(url + "/publish", "{}").status()).isEqualTo(200);
    assertThat(admin.get(url).json().path("state").asText()).isEqualTo("published");
    assertThat(admin.get(url + "/html").json().path("html").asText())
        .contains("refused connections")
        .doesNotContain("<script");
  }

  @Test
  @Order(11)
  void everyAcceptedAlertAndPageIsAccountedFor() {
    var ledger = admin.get(incidents("/api/v1/ledger/verify")).json();
    assertThat(ledger.path("reconciles").asBoolean()).as(ledger.toString()).isTrue();
    assertThat(ledger.path("report").path("pages").asLong()).isPositive();
  }
}
