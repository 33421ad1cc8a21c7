package dev.tocsin.slo.budget;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.Objective;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorBudgetTest {

  private static final long SLICES = 8_640;

  @Test
  void threeNinesOverThirtyDaysAreFortyThreePointTwoMinutes() {
    var budget = budget("0.999", 30, 100_000, 100_000, SLICES);

    assertThat(budget.totalMinutes().toDecimal().toPlainString()).isEqualTo("43.2");
    assertThat(budget.left()).isEqualTo(Fraction.ONE);
  }

  @Test
  void eachBadEventSpendsItsShare() {
    assertThat(budget("0.999", 30, 99_950, 100_000, SLICES).left()).isEqualTo(Fraction.of(1, 2));
    assertThat(budget("0.999", 30, 99_900, 100_000, SLICES).left()).isEqualTo(Fraction.ZERO);
    assertThat(budget("0.999", 30, 99_800, 100_000, SLICES).left()).isEqualTo(Fraction.of(-1, 1));
  }

  @Test
  void sliceTableOfAThirtyOneDayMonthComesOutToTheDigit() {
    var eight = budget("0.999", 31, 8_920, 8_928, 8_928, 8_928);
    var nine = budget("0.999", 31, 8_919, 8_928, 8_928, 8_928);

    assertThat(percent(eight.left())).isEqualTo("10.39");
    assertThat(percent(nine.left())).isEqualTo("-0.81");
    assertThat(percent(eight.sli())).isEqualTo("99.91");
  }

  @Test
  void busyNoonWeighsMoreThanAQuietNight() {
    // One slice of 1,000,000 events with 10 % bad among 287 slices of 100 good ones.
    var noon = new GoodTotal(900_000, 1_000_000);
    var night = new GoodTotal(28_700, 28_700);

    var bad = Fraction.of(noon.plus(night).bad(), noon.plus(night).valid());

    assertThat(bad.times(Fraction.of(100, 1)).toDecimal(4).toPlainString()).isEqualTo("9.721");
  }

  @Test
  void nothingMeasuredIsNeitherGoodNorBad() {
    var budget = budget("0.999", 30, 0, 0, 0);

    assertThat(budget.sli()).isNull();
    assertThat(budget.left()).isNull();
    assertThat(budget.leftIfMissingBad()).isNull();
    assertThat(budget.coverage()).isEqualTo(Fraction.ZERO);
  }

  @Test
  void missingSlicesWidenTheBounds() {
    // Half of the window was measured, one event in 10,000 was bad: a tenth of the budget is gone.
    var budget = budget("0.999", 30, 99_990, 100_000, SLICES / 2);

    assertThat(budget.left()).isEqualTo(Fraction.of(9, 10));
    assertThat(budget.leftIfMissingGood()).isEqualTo(Fraction.of(95, 100));
    assertThat(budget.leftIfMissingBad()).isEqualTo(Fraction.of(-49_905, 100));
    assertThat(budget.coverage().toDecimal().toPlainString()).isEqualTo("0.5");
  }

  @Test
  void freshSloShowsHowLittleOneOutageIsOfTheWholeWindow() {
    // Ten minutes measured, 20 % of them bad: overspent so far, but two minutes of 43.2 in truth.
    var budget = budget("0.999", 30, 144, 180, 2);
    var minutes = requireNonNull(budget.leftIfMissingGood()).times(budget.totalMinutes());

    assertThat(budget.left()).isEqualTo(Fraction.of(-199, 1));
    assertThat(minutes.toDecimal().toPlainString()).isEqualTo("41.2");
  }

  @Test
  void shareSpentByARangeAddsUpToWhatIsSpent() {
    var budget = budget("0.999", 30, 99_950, 100_000, SLICES);

    assertThat(budget.shareSpentBy(50)).isEqualTo(Fraction.of(1, 2));
    assertThat(
            requireNonNull(budget.shareSpentBy(20)).plus(requireNonNull(budget.shareSpentBy(30))))
        .isEqualTo(Fraction.of(1, 2));
  }

  private static ErrorBudget budget(
      String objective, int days, long good, long valid, long measured) {
    return budget(objective, days, good, valid, measured, SLICES);
  }

  private static ErrorBudget budget(
      String objective, int days, long good, long valid, long measured, long expected) {
    return new ErrorBudget(
        Objective.of(objective),
        Duration.ofDays(days),
        new GoodTotal(good, valid),
        measured,
        expected);
  }

  private static String percent(@Nullable Fraction ratio) {
    return requireNonNull(ratio).times(Fraction.of(100, 1)).toDecimal(2).toPlainString();
  }
}
