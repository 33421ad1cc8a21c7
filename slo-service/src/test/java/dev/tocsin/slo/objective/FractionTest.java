package dev.tocsin.slo.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.testkit.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class FractionTest {

  @Test
  void budgetOfThreeNinesIsPrintedExactly() {
    var budget = Objective.of("0.999").budget();

    assertThat(budget).isEqualTo(Fraction.of(1, 1000));
    assertThat(budget.toDecimal()).isEqualTo(new BigDecimal("0.001"));
    assertThat(budget.toDecimal().toPlainString()).isEqualTo("0.001");
  }

  @Test
  void trailingZerosChangeNothing() {
    assertThat(Objective.of("0.9990")).isEqualTo(Objective.of("0.999"));
    assertThat(Objective.of("0.0").toString()).isEqualTo("0");
  }

  @Test
  void objectiveWithoutBudgetDoesNotExist() {
    assertThatThrownBy(() -> Objective.of("1")).hasMessageContaining("below 1");
    assertThatThrownBy(() -> Objective.of("-0.1")).hasMessageContaining("below 1");
  }

  @Test
  void printsWithoutExponentAndRoundsHalfToEven() {
    assertThat(Fraction.of(1_000_000, 1).toDecimal().toString()).isEqualTo("1000000");
    assertThat(Fraction.of(2, 3).toDecimal().toString()).isEqualTo("0.666667");
    assertThat(Fraction.of(1, 2_000_000).toDecimal().toString()).isEqualTo("0");
    assertThat(Fraction.of(-99, 1).toDecimal().toString()).isEqualTo("-99");
  }

  @Test
  void equalIsNotOver() {
    assertThat(Fraction.of(144, 10).isOver(Fraction.of(72, 5))).isFalse();
    assertThat(Fraction.of(144_000_001, 10_000_000).isOver(Fraction.of(72, 5))).isTrue();
  }

  @Test
  void comparisonsOfHugeCountsDoNotOverflow() {
    var almost = Fraction.of(Long.MAX_VALUE - 1, Long.MAX_VALUE);

    assertThat(Fraction.ONE.isOver(almost)).isTrue();
    assertThat(almost.times(almost).isOver(almost)).isFalse();
    assertThat(almost.plus(Fraction.ZERO)).isEqualTo(almost);
  }

  @Test
  void arithmeticAgreesWithIntegersOverACommonDenominator() {
    Seeded.check(
        500,
        random -> {
          long d = random.between(1L, 1_000_000L);
          long a = random.between(-1_000_000L, 1_000_000L);
          long b = random.between(1L, 1_000_000L);
          var x = Fraction.of(a, d);
          var y = Fraction.of(b, d);

          assertThat(x.plus(y)).isEqualTo(Fraction.of(a + b, d));
          assertThat(x.minus(y)).isEqualTo(Fraction.of(a - b, d));
          assertThat(x.dividedBy(y)).isEqualTo(Fraction.of(a, b));
          assertThat(x.times(y).dividedBy(y)).isEqualTo(x);
          assertThat(x.compareTo(y)).isEqualTo(Long.compare(a, b));
          assertThat(x.denominator()).isGreaterThan(BigInteger.ZERO);
        });
  }
}
