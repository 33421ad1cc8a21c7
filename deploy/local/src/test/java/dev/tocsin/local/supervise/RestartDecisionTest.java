package dev.tocsin.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartDecisionTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void waitsTwiceAsLongAfterEachEarlyEndUpToHalfAMinute() {
    var waits = new ArrayList<Long>();
    var attempt = 0;
    for (var i = 0; i < 8; i++) {
      var decision = RestartDecision.afterExit("shop", attempt, NOW.minusSeconds(3), 1, NOW);
      attempt = decision.attempt();
      waits.add(Duration.between(NOW, decision.at()).toSeconds());
    }

    assertThat(waits).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L));
  }

  @Test
  void anEndAfterAGoodMinuteCountsAsTheFirst() {
    var decision = RestartDecision.afterExit("shop", 7, NOW.minusSeconds(60), 137, NOW);

    assertThat(decision.attempt()).isEqualTo(1);
    assertThat(decision.at()).isEqualTo(NOW.plusSeconds(1));
    assertThat(decision.reason())
        .isEqualTo("shop ended by SIGKILL after 60 s; starting it again in 1 s");
  }
}
