package dev.tocsin.slo.indicator;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a batch of results adds, summed up per cell. The order of cells is the order of their locks,
 * the same on every replica, so that two batches can never wait for each other in a circle.
 */
final class Tally {

  private Tally() {}

  /** Adds up {@code results} into cells of {@code cell} seconds. */
  static SortedMap<Cell, GoodTotal> of(List<Intake.Counted> results, int cell) {
    var sums = new TreeMap<Cell, GoodTotal>();
    for (Intake.Counted result : results) {
      var key = new Cell(result.monitor(), Grid.floor(result.second(), cell));
      sums.merge(key, result.counts(), GoodTotal::plus);
    }
    return sums;
  }

  /**
   * A place on the grid.
   *
   * @param monitor the monitor's id
   * @param slot start in epoch seconds
   */
  record Cell(String monitor, long slot) implements Comparable<Cell> {

    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::monitor).thenComparingLong(Cell::slot);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }
  }
}
