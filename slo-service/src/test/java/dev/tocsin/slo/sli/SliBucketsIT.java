package dev.tocsin.slo.sli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.SliBuckets;
import dev.tocsin.events.SliBuckets.SliBucket;
import dev.tocsin.events.Topics;
import dev.tocsin.slo.Api;
import dev.tocsin.slo.IncidentService;
import dev.tocsin.slo.Probes;
import dev.tocsin.slo.TestClock;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentService.class)
class SliBucketsIT {

  @Inject ObjectMapper json;

  @Test
  void countsOfOthersAddUpOnceHoweverOldAndHoweverOftenTheyCome() throws Exception {
    Instant noon = TestClock.nextNoon();
    String sli = "log-" + UUID.randomUUID();
    // given an SLO over an SLI that log-ingest counts
    Api.upload(
        Api.yaml("counted", sli, "0.999")
            .replace("tocsin-monitor", "tocsin-sli")
            .replace("monitor: " + sli, "sli: " + sli));
    var live = event(sli, noon, new SliBucket(noon.minusSeconds(20), 7, 9));
    var more = event(sli, noon, new SliBucket(noon.minusSeconds(20), 1, 1));
    var history =
        event(
            sli,
            noon,
            new SliBucket(noon.minus(Duration.ofDays(12)), 100, 100),
            new SliBucket(noon.minus(Duration.ofDays(12)).plusSeconds(10), 0, 2));
    // when everything comes twice, beside things that nobody can count
    send(sli, live, more, history, live, history, "{oops", "null");
    send(sli, event(sli, noon, new SliBucket(noon.minusSeconds(3), 1, 1)));
    send(sli, event(sli, noon, new SliBucket(noon.minusSeconds(10), 3, 2)));
    send(sli, event(sli, noon, new SliBucket(noon.plus(Duration.ofDays(1)), 5, 5)));
    send(sli, more, history);
    // then each counts once
    Api.awaitValid("counted", 112);
    var slo = Api.slo("counted");
    assertThat(slo.getLong("sli.bad")).isEqualTo(4);
    // and the definition comes out as it went in
    String written = Api.as(TestKeys.VIEWER_API).get("/api/v1/slos/counted/openslo").asString();
    assertThat(written).contains("tocsin-sli").contains(sli).doesNotContain("sli:" + sli);
  }

  private String event(String sli, Instant at, SliBucket... buckets) throws Exception {
    return json.writeValueAsString(
        new SliBuckets(
            UUID.randomUUID().toString(),
            sli,
            "log-ingest",
            1,
            1,
            null,
            false,
            at,
            List.of(buckets)));
  }

  private static void send(String key, String... values) {
    Probes.sendRaw(
        Topics.SLI_BUCKETS, List.of(values).stream().map(v -> Map.entry(key, v)).toList());
  }
}
