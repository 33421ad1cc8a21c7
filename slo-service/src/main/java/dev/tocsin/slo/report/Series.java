package dev.tocsin.slo.report;

import dev.tocsin.slo.indicator.GoodTotal;
import dev.tocsin.slo.indicator.Grid;
import dev.tocsin.slo.indicator.Span;
import dev.tocsin.slo.indicator.WindowStore;
import dev.tocsin.slo.objective.Fraction;
import dev.tocsin.slo.objective.SloDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points of a chart from prefix sums: every figure of every point is two look-ups. */
final class Series {

  private static final long HOUR = 3_600;

  private final SloDefinition slo;
  private final long[] starts;
  private final long[] good;
  private final long[] valid;

  /** Over cells that are sorted by time and do not overlap. */
  Series(SloDefinition slo, List<WindowStore.Counted> cells) {
    this.slo = slo;
    this.starts = new long[cells.size()];
    this.good = new long[cells.size() + 1];
    this.valid = new long[cells.size() + 1];
    for (int i = 0; i < cells.size(); i++) {
      starts[i] = cells.get(i).span().from();
      good[i + 1] = good[i] + cells.get(i).counts().good();
      valid[i + 1] = valid[i] + cells.get(i).counts().valid();
    }
  }

  /** A step for {@code points} points: whole buckets, from five minutes on whole slices. */
  static long step(long seconds, int points) {
    long wanted = Grid.ceil(seconds, points) / points;
    return Grid.ceil(Math.max(1, wanted), wanted < Grid.SLICE ? Grid.BUCKET : Grid.SLICE);
  }

  /** One point per step; budget and burn are those at the point's end. */
  List<Point> points(Span span, long step) {
    var points = new ArrayList<Point>();
    for (long at = span.from(); at < span.to(); at += step) {
      long end = at + step;
      GoodTotal here = between(at, end);
      GoodTotal period = between(Grid.floor(end - slo.period().toSeconds(), Grid.SLICE), end);
      points.add(new Point(at, here, left(period), burn(between(end - HOUR, end))));
    }
    return points;
  }

  private @Nullable Fraction left(GoodTotal period) {
    Fraction burn = burn(period);
    return burn == null ? null : Fraction.ONE.minus(burn);
  }

  private @Nullable Fraction burn(GoodTotal counts) {
    return counts.measured()
        ? Fraction.of(counts.bad(), counts.valid()).dividedBy(slo.objective().budget())
        : null;
  }

  private GoodTotal between(long from, long to) {
    int a = cellsBefore(from);
    int b = cellsBefore(to);
    return new GoodTotal(good[b] - good[a], valid[b] - valid[a]);
  }

  private int cellsBefore(long second) {
    int found = Arrays.binarySearch(starts, second);
    return found >= 0 ? found : -found - 1;
  }

  /**
   * A point.
   *
   * @param at start, epoch seconds
   * @param counts what was measured in the step
   * @param budgetLeft at its end
   * @param burnHour burn of the hour before its end
   */
  record Point(
      long at, GoodTotal counts, @Nullable Fraction budgetLeft, @Nullable Fraction burnHour) {}
}
