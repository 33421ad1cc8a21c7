package dev.tocsin.slo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.indicator.Grid;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.Objective;
import dev.tocsin.slo.objective.SloDefinition;
import dev.tocsin.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private static final SloDefinition SLO =
      new SloDefinition("a", null, null, "s", "m", Objective.of("0.99"), 1, 2, Map.of(), Map.of());

  @Test
  void stepsAreWholeBucketsAndThenWholeSlices() {
    assertThat(Series.step(3_600, 200)).isEqualTo(20);
    assertThat(Series.step(60, 500)).isEqualTo(10);
    assertThat(Series.step(86_400, 200)).isEqualTo(600);
    assertThat(Series.step(30L * 86_400, 200)).isEqualTo(13_200);
  }

  @Test
  void everyPointEqualsARecount() {
    Seeded.check(
        50,
        random -> {
          long base = 20_000L * Grid.DAY;
          var cells = new ArrayList<WindowStore.Counted>();
          for (long at = base; at < base + 3 * Grid.DAY; at += Grid.SLICE) {
            if (random.chance(0.7)) {
              long valid = random.between(1, 50);
              long good = valid - (random.chance(0.1) ? random.between(0, (int) valid) : 0);
              cells.add(
                  new WindowStore.Counted(
                      new Span(at, at + Grid.SLICE), new GoodTotal(good, valid)));
            }
          }
          var span = new Span(base + Grid.DAY, base + 3 * Grid.DAY);
          long step = random.between(1, 20) * (long) Grid.SLICE;

          for (var point : new Series(SLO, cells).points(span, step)) {
            long end = point.at() + step;
            assertThat(point.counts()).isEqualTo(recount(cells, point.at(), end));
            assertThat(point.budgetLeft()).isEqualTo(left(recount(cells, end - Grid.DAY, end)));
            assertThat(point.burnHour()).isEqualTo(burn(recount(cells, end - Grid.HOUR, end)));
          }
        });
  }

  private static GoodTotal recount(List<WindowStore.Counted> cells, long from, long to) {
    return cells.stream()
        .filter(c -> c.span().from() >= from && c.span().from() < to)
        .map(WindowStore.Counted::counts)
        .reduce(GoodTotal.NONE, GoodTotal::plus);
  }

  private static @org.jspecify.annotations.Nullable Fraction burn(GoodTotal counts) {
    return counts.measured() ? Fraction.of(counts.bad() * 100, counts.valid()) : null;
  }

  private static @org.jspecify.annotations.Nullable Fraction left(GoodTotal counts) {
    Fraction burn = burn(counts);
    return burn == null ? null : Fraction.ONE.minus(burn);
  }
}
