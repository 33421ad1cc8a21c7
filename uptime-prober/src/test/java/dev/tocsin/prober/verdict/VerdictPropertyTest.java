package dev.tocsin.prober.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.verdict.Decision.Page;
import dev.tocsin.testkit.Seeded;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictPropertyTest {
  private static final List<String> REGIONS = List.of("ap", "eu", "us", "sa");

  @Test
  void whatever_happens_alerts_alternate_and_time_never_runs_backwards() {
    Seeded.check(
        300,
        random -> {
          var regions = REGIONS.subList(0, random.between(1, 4));
          var quorum = random.between(1, regions.size());
          var t = new Timeline(regions, quorum);
          double second = 0;
          for (int i = 0; i < 200; i++) {
            second += random.between(1, 8000) / 1000.0;
            t.at(second);
            step(random, t, regions);
          }
          assertThat(t.pages.stream().filter(Page.FIRE::equals).count())
              .isBetween(
                  t.pages.stream().filter(Page.RESOLVE::equals).count(),
                  t.pages.stream().filter(Page.RESOLVE::equals).count() + 1);
          for (int i = 1; i < t.pages.size(); i++) {
            assertThat(t.pages.get(i)).isNotEqualTo(t.pages.get(i - 1));
          }
          for (int i = 1; i < t.transitions.size(); i++) {
            assertThat(t.transitions.get(i).effectiveAt())
                .isAfterOrEqualTo(t.transitions.get(i - 1).effectiveAt());
            assertThat(t.transitions.get(i).from()).isEqualTo(t.transitions.get(i - 1).to());
          }
        });
  }

  private static void step(Seeded random, Timeline t, List<String> regions) {
    var before = t.state();
    var region = random.oneOf(regions);
    switch (random.between(0, 9)) {
      case 0 -> t.tick();
      case 1 -> t.unknown(region);
      case 2 -> t.on(new VerdictEvent.Changed());
      case 3, 4, 5, 6 -> t.good(region);
      default -> t.bad(region);
    }
    if (t.last().alert() == Page.FIRE) {
      var failing =
          t.state().regions().values().stream().filter(r -> r.verdict() == ProbeVerdict.BAD);
      assertThat(failing.count()).isGreaterThanOrEqualTo(t.rule().quorum());
      assertThat(before.alertFiring()).isFalse();
    }
  }
}
