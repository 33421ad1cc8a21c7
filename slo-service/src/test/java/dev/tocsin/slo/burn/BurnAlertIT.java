package dev.tocsin.slo.burn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.ProbeResult.Verdict;
import dev.tocsin.events.Severity;
import dev.tocsin.slo.Api;
import dev.tocsin.slo.IncidentService;
import dev.tocsin.slo.Probes;
import dev.tocsin.slo.TestClock;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentService.class)
class BurnAlertIT {

  @Inject BurnJob job;
  @Inject DataSource dataSource;

  @Test
  void outagePagesOnceAndResolvesWhenTheBudgetNoLongerBurns() throws Exception {
    Instant noon = TestClock.nextNoon();
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml("outage", monitor, "0.999"));
    Probes.send(Probes.steady(monitor, noon.minus(Duration.ofHours(7)), noon, Verdict.GOOD));
    Api.awaitValid("outage", 7_560);
    job.run();
    assertThat(Api.slo("outage").getString("alert.state")).isEqualTo("ok");

    // Fifty seconds of total outage are below 2 % of the budget, sixty are above.
    Probes.send(Probes.steady(monitor, noon, noon.plusSeconds(50), Verdict.BAD));
    TestClock.advance(Duration.ofSeconds(49));
    Api.awaitValid("outage", 7_575);
    job.run();
    assertThat(Api.slo("outage").getString("alert.state")).isEqualTo("ok");

    Probes.send(Probes.steady(monitor, noon.plusSeconds(50), noon.plusSeconds(60), Verdict.BAD));
    TestClock.advance(Duration.ofSeconds(10));
    Api.awaitValid("outage", 7_578);
    manyRounds();

    var fired = awaitAlerts("outage", 1).getFirst();
    assertThat(fired.status()).isEqualTo(Alert.Status.FIRING);
    assertThat(fired.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(fired.source()).isEqualTo("slo-service");
    assertThat(fired.service()).isEqualTo("outage-service");
    assertThat(fired.description()).startsWith("page 1h/5m: burning 16.67×");
    assertThat(fired.labels()).containsEntry("slo", "outage").containsEntry("monitor", monitor);
    assertThat(fired.links().getFirst().href()).endsWith("/slos/outage");
    assertThat(fired.occurredAt()).isEqualTo(TestClock.now());
    assertThat(IncidentService.RECEIVER.requests().getLast().headers().get("Authorization"))
        .isEqualTo("Bearer " + TestKeys.SERVICE);
    var firing = Api.slo("outage");
    assertThat(firing.getString("alert.state")).isEqualTo("firing");
    assertThat(firing.getBoolean("burn[0].holds")).isTrue();
    assertThat(firing.getString("burn[0].factor")).isEqualTo("14.4");

    // Six minutes of health: the short window is clean, the page goes off.
    Instant back = noon.plusSeconds(60);
    Probes.send(Probes.steady(monitor, back, back.plusSeconds(360), Verdict.GOOD));
    TestClock.advance(Duration.ofSeconds(360));
    Api.awaitValid("outage", 7_686);
    manyRounds();

    var resolved = awaitAlerts("outage", 2).getLast();
    assertThat(resolved.status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(resolved.eventId()).isNotEqualTo(fired.eventId());
    assertThat(Api.slo("outage").getString("alert.state")).isEqualTo("ok");
    assertThat(IncidentService.alerts("outage")).hasSize(2);
  }

  @Test
  void brandNewSloDoesNotPageForItsFirstFailedProbes() throws Exception {
    Instant noon = TestClock.nextNoon();
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml("young", monitor, "0.999"));
    Probes.send(Probes.steady(monitor, noon.minusSeconds(60), noon.minusSeconds(20), Verdict.GOOD));
    Probes.send(Probes.steady(monitor, noon.minusSeconds(20), noon, Verdict.BAD));
    Api.awaitValid("young", 18);

    job.run();

    var slo = Api.slo("young");
    assertThat(slo.getString("alert.state")).isEqualTo("ok");
    assertThat(slo.getString("burn[0].outcome")).isEqualTo("below");
    assertThat(slo.getString("burn[0].longBurn")).isEqualTo("6.481481");
    assertThat(slo.getString("burn[0].shortBurn")).isEqualTo("333.333333");
  }

  @Test
  void removedSloTakesItsPageAlong() throws Exception {
    Instant noon = TestClock.nextNoon();
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml("removed", monitor, "0.999"));
    Probes.send(Probes.steady(monitor, noon.minusSeconds(600), noon, Verdict.BAD));
    Api.awaitValid("removed", 180);
    job.run();
    awaitAlerts("removed", 1);

    Api.as(TestKeys.MANAGER_API).delete("/api/v1/slos/removed").then().statusCode(204);
    job.run();

    assertThat(awaitAlerts("removed", 2).getLast().status()).isEqualTo(Alert.Status.RESOLVED);
    job.run();
    assertThat(IncidentService.alerts("removed")).hasSize(2);
  }

  @Test
  void pageWaitsForIncidentServiceAndArrivesAfterwards() throws Exception {
    Instant noon = TestClock.nextNoon();
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml("waits", monitor, "0.999"));
    Probes.send(Probes.steady(monitor, noon.minusSeconds(600), noon, Verdict.BAD));
    Api.awaitValid("waits", 180);
    IncidentService.RECEIVER.answerNext(503, 500);

    job.run();

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waiting("slo:waits:page") == 0);
    var ids = IncidentService.alerts("waits").stream().map(Alert::eventId).distinct();
    assertThat(ids).hasSize(1);
  }

  private void manyRounds() throws Exception {
    var rounds = new ArrayList<Future<?>>();
    try (var replicas = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 8; i++) {
        rounds.add(replicas.submit(() -> job.run()));
      }
      for (var round : rounds) {
        round.get();
      }
    }
  }

  private static List<Alert> awaitAlerts(String slo, int count) {
    Awaitility.await("alerts of " + slo)
        .atMost(Duration.ofSeconds(20))
        .until(() -> IncidentService.alerts(slo).size() >= count);
    return IncidentService.alerts(slo);
  }

  private long waiting(String key) throws SQLException {
    try (var connection = dataSource.getConnection();
        var select =
            connection.prepareStatement("SELECT count(*) FROM outbox WHERE message_key = ?")) {
      select.setString(1, key);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
