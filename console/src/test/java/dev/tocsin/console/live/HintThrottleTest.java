package dev.tocsin.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HintThrottleTest {

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final Hint SOME = new Hint(Hint.MONITORS, null);
  private final HintThrottle throttle =
      new HintThrottle(Map.of(Hint.MONITORS, Duration.ofSeconds(1)));

  @Test
  void theFirstGoesAtOnceAndTheRestOfTheSecondAsOne() {
    assertThat(throttle.offer(SOME, START)).isTrue();
    for (int millis = 1; millis < 1000; millis++) {
      assertThat(throttle.offer(SOME, START.plusMillis(millis))).isFalse();
    }

    assertThat(throttle.ripe(START.plusMillis(999))).isEmpty();
    assertThat(throttle.ripe(START.plusMillis(1000))).containsExactly(SOME);
    assertThat(throttle.ripe(START.plusMillis(3000))).isEmpty();
  }

  @Test
  void neverMoreThanOneASecond() {
    int sent = 0;
    for (int millis = 0; millis < 10_000; millis += 10) {
      Instant now = START.plusMillis(millis);
      sent += throttle.offer(SOME, now) ? 1 : 0;
      sent += throttle.ripe(now).size();
    }

    assertThat(sent).isEqualTo(10);
  }

  @Test
  void aHintAboutOneThingIsNeverHeldBack() {
    var incident = new Hint(Hint.INCIDENTS, "i-1");
    var monitor = new Hint(Hint.MONITORS, "m-1");

    for (int i = 0; i < 5; i++) {
      assertThat(throttle.offer(incident, START)).isTrue();
      assertThat(throttle.offer(monitor, START)).isTrue();
    }
  }
}
