package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeAndChanceTest {

  @Test
  void theClockMovesOnlyWhenToldInEveryZone() {
    var clock = new MutableClock("2026-01-05T09:00:00Z");
    var abroad = clock.withZone(ZoneId.of("Asia/Kolkata"));

    clock.advance(Duration.ofMinutes(5));

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-05T09:05:00Z"));
    assertThat(abroad.instant()).isEqualTo(clock.instant());
    assertThat(abroad.getZone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
  }

  @Test
  void aFailureNamesTheSeedThatRepeatsIt() {
    assertThatThrownBy(() -> Seeded.check(5, random -> assertThat(random.between(1, 3)).isZero()))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("fails with seed (-?\\d+); again with -Dtocsin.seed=\\1");
  }

  @Test
  void valuesStayInTheirRanges() {
    Seeded.check(
        500,
        random -> {
          assertThat(random.between(-3, 3)).isBetween(-3, 3);
          assertThat(random.text(8).codePointCount(0, random.text(0).length())).isZero();
          assertThat(random.text(8).codePoints().count()).isBetween(0L, 8L);
        });
  }
}
