package dev.tocsin.slo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.events.ProbeResult.Verdict;
import dev.tocsin.slo.Api;
import dev.tocsin.slo.IncidentService;
import dev.tocsin.slo.Probes;
import dev.tocsin.slo.TestClock;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentService.class)
class FiguresIT {

  @Test
  void newSloOverAnOldMonitorHasItsHistoryAtOnce() {
    Instant noon = TestClock.nextNoon();
    String monitor = measured("history", noon);

    Api.upload(Api.yaml("history-two", monitor + "-name", "0.99"));

    var slo = Api.slo("history-two");
    assertThat(slo.getLong("sli.valid")).isEqualTo(1_080);
    assertThat(slo.getString("monitorId")).isEqualTo(monitor);
    assertThat(slo.getString("budget.coverage")).isEqualTo("0.001389");
    // 30 of 1,080 bad: 1 − (30/1080) / 0.01
    assertThat(slo.getString("budget.leftRatio")).isEqualTo("-1.777778");
    // had the other slices been good: 1 − (30/1080) · (12/8641) / 0.01
    assertThat(slo.getString("budget.ifMissingGood.ratio")).isEqualTo("0.996142");
  }

  @Test
  void missingDataIsShownAsMissing() {
    TestClock.nextNoon();
    Api.upload(Api.yaml("silent", "nobody-probes-this", "0.999"));

    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/silent")
        .then()
        .statusCode(200)
        .body("sli.valid", equalTo(0))
        .body("sli.ratio", nullValue())
        .body("budget.leftRatio", nullValue())
        .body("budget.leftMinutes", nullValue())
        .body("budget.coverage", equalTo(0))
        .body("burn[0].longBurn", nullValue())
        .body("burn[0].outcome", equalTo("no_data"))
        .body("alert.state", equalTo("ok"))
        .body("freshAt", nullValue());
  }

  @Test
  void explanationNamesFormulaInputsAndExactResult() {
    Instant noon = TestClock.nextNoon();
    measured("explained", noon);

    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/explained/explain")
        .then()
        .statusCode(200)
        .body("steps.find { it.figure == 'sli' }.exact", equalTo("35/36"))
        .body("steps.find { it.figure == 'budget fraction B' }.decimal", equalTo("0.001"))
        .body("steps.find { it.figure == 'page 1h/5m: factor F' }.exact", equalTo("72/5"))
        .body("steps.find { it.figure == 'budget left' }.formula", equalTo("1 − bad / (B · valid)"))
        .body("steps.find { it.figure == 'budget left' }.inputs.bad", equalTo(30))
        .body("steps.find { it.figure == 'budget left' }.exact", equalTo("-241/9"));
  }

  @Test
  void seriesAddUpAndAreBounded() {
    Instant noon = TestClock.nextNoon();
    measured("series", noon);
    String range = "?from=" + noon.minusSeconds(3_600) + "&to=" + noon + "&points=60";

    var series =
        Api.as(TestKeys.VIEWER_API)
            .get("/api/v1/slos/series/series" + range)
            .then()
            .statusCode(200)
            .body("stepSeconds", equalTo(60))
            .extract()
            .jsonPath();

    List<Integer> valid = series.getList("points.valid");
    List<Integer> good = series.getList("points.good");
    assertThat(valid).hasSize(60).allMatch(v -> v == 18);
    assertThat(valid.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_080);
    assertThat(good.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_050);
    assertThat(series.getString("points[59].burn1h")).isEqualTo("27.777778");
    assertThat(series.getString("points[59].budgetLeft")).isEqualTo("-26.777778");
    assertThat(series.getString("points[0].budgetLeft")).isEqualTo("1");

    var coarse = Api.as(TestKeys.VIEWER_API).get("/api/v1/slos/series/series").jsonPath();
    assertThat(coarse.getLong("stepSeconds") % 300).isZero();
    assertThat(coarse.getList("points").size()).isLessThanOrEqualTo(201);
    List<Integer> all = coarse.getList("points.valid");
    assertThat(all.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_080);
  }

  @Test
  void brokenParametersAreNamedTogether() {
    Instant noon = TestClock.nextNoon();
    measured("params", noon);
    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/params/series?from=yesterday&to=tomorrow")
        .then()
        .statusCode(400)
        .body("errors.field", containsInAnyOrder("from", "to"));
    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/params/series?points=100000")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("points"));
    Api.as(TestKeys.VIEWER_API)
        .get("/api/v1/slos/params/series?from=2020-01-01T00:00:00Z")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("from"));
    Api.as(TestKeys.VIEWER_API).get("/api/v1/slos?limit=0").then().statusCode(400);
    Api.as(TestKeys.VIEWER_API).get("/api/v1/impact").then().statusCode(400);
  }

  @Test
  void impactSaysWhatARangeHasCost() {
    Instant noon = TestClock.nextNoon();
    measured("impact", noon);
    String range = "&from=" + noon.minus(Duration.ofMinutes(10)) + "&to=" + noon;

    Api.as(TestKeys.SERVICE)
        .get("/api/v1/impact?service=impact-service" + range)
        .then()
        .statusCode(200)
        .body("source", equalTo("slo-service"))
        .body("figures.find { it.unit == 'probes' }.value", equalTo(30))
        .body("figures.find { it.unit == '%' }.value", equalTo(new java.math.BigDecimal("3.86")))
        .body("figures.find { it.unit == '%' }.detail", equalTo("1.7 of 43.2 minutes in 30 days"));
  }

  @Test
  void listPagesByName() {
    TestClock.nextNoon();
    for (String name : List.of("page-a", "page-b", "page-c")) {
      Api.upload(Api.yaml(name, "m", "0.999").replace(name + "-service", "paging"));
    }

    var first = Api.as(TestKeys.VIEWER_API).get("/api/v1/slos?service=paging&limit=2").jsonPath();
    var second =
        Api.as(TestKeys.VIEWER_API)
            .get("/api/v1/slos?service=paging&limit=2&cursor=" + first.getString("nextCursor"))
            .jsonPath();

    assertThat(first.getList("items.name")).isEqualTo(List.of("page-a", "page-b"));
    assertThat(second.getList("items.name")).isEqualTo(List.of("page-c"));
    assertThat(second.getString("nextCursor")).isNull();
  }

  /** An hour of probes, three every ten seconds; the last hundred seconds bad. */
  private static String measured(String name, Instant noon) {
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml(name, monitor, "0.999"));
    Instant bad = noon.minusSeconds(100);
    Probes.send(Probes.steady(monitor, noon.minusSeconds(3_600), bad, Verdict.GOOD));
    Probes.send(Probes.steady(monitor, bad, noon, Verdict.BAD));
    Api.awaitValid(name, 1_080);
    return monitor;
  }
}
