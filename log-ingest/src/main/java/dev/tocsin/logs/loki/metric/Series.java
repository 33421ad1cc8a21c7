package dev.tocsin.logs.loki.metric;

import java.util.BitSet;
import java.util.SortedMap;

/**
 * Values of one set of labels at the points of a grid.
 *
 * @param labels sorted by name
 * @param values one per point
 * @param present which of them there are
 */
public record Series(SortedMap<String, String> labels, double[] values, BitSet present) {

  /** A series without values yet. */
  static Series empty(SortedMap<String, String> labels, int points) {
    return new Series(labels, new double[points], new BitSet(points));
  }

  void set(int point, double value) {
    values[point] = value;
    present.set(point);
  }
}
