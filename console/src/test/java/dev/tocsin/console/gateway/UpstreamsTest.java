package dev.tocsin.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.console.gateway.Upstreams.Upstream;
import dev.tocsin.console.gateway.Upstreams.Way;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

  private static final Upstream LOGS =
      new Upstream("log-ingest", URI.create("http://logs.internal:8082"));
  private static final Upstream BEHIND_A_PATH =
      new Upstream("slo-service", URI.create("https://slo.example.com/tocsin/"));
  private final Upstreams upstreams = new Upstreams(Map.of("logs", LOGS, "slo", BEHIND_A_PATH));

  @Test
  void aKnownNameLeadsToTheSamePathOfTheService() {
    assertThat(upstreams.find("/api/logs/v1/logs/search"))
        .isEqualTo(new Way.To(LOGS, "/api/v1/logs/search"));
    assertThat(upstreams.find("/api/slo/v1/slos/shop%20front"))
        .isEqualTo(new Way.To(BEHIND_A_PATH, "/tocsin/api/v1/slos/shop%20front"));
    assertThat(BEHIND_A_PATH.port()).isEqualTo(443);
    assertThat(LOGS.port()).isEqualTo(8082);
  }

  @Test
  void everythingElseLeadsNowhere() {
    for (String path :
        new String[] {
          "/api/logs", "/api/logs/v1", "/api/logs/v2/x", "/api/LOGS/v1/x", "/api/none/v1/x", "/x"
        }) {
      assertThat(upstreams.find(path)).as(path).isEqualTo(new Way.Nowhere());
    }
  }

  @Test
  void pathsThatCouldBeReadInTwoWaysAreRefused() {
    for (String tail :
        new String[] {
          "..",
          "../x",
          "a/../b",
          "./a",
          "a//b",
          "%2e%2e/x",
          "a%2Fb",
          "a%5Cb",
          "a\\b",
          "a;b=c",
          "%252e",
          "%00"
        }) {
      assertThat(upstreams.find("/api/logs/v1/" + tail)).as(tail).isEqualTo(new Way.Refused());
    }
    assertThat(upstreams.find("/api/logs/v1/a..b/...x")).isInstanceOf(Way.To.class);
  }
}
