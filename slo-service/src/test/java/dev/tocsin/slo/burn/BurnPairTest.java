package dev.tocsin.slo.burn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.slo.objective.Fraction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurnPairTest {

  @Test
  void factorFollowsFromTheTrueLengthOfThePeriod() {
    factors(30, "14.4", "6");
    factors(28, "13.44", "5.6");
    factors(31, "14.88", "6.2");
    factors(7, "3.36", "1.4");
    factors(90, "43.2", "18");
  }

  @Test
  void factorsAreExact() {
    assertThat(BurnPair.PAGE.getFirst().factor(Duration.ofDays(30))).isEqualTo(Fraction.of(72, 5));
  }

  @Test
  void namesSayWhichWindows() {
    assertThat(BurnPair.PAGE)
        .extracting(BurnPair::name)
        .containsExactly("page 1h/5m", "page 6h/30m");
  }

  private static void factors(int days, String fast, String slow) {
    assertThat(BurnPair.PAGE)
        .extracting(p -> p.factor(Duration.ofDays(days)).toDecimal().toPlainString())
        .containsExactly(fast, slow);
  }
}
