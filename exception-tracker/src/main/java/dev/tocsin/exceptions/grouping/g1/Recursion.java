package dev.tocsin.exceptions.grouping.g1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Makes the depth of a recursion disappear. */
final class Recursion {

  private static final int LONGEST_PERIOD = 8;

  private Recursion() {}

  /** Every cycle of up to eight steps becomes one turn. */
  static List<String> fold(List<String> keys) {
    var folded = new ArrayList<String>();
    for (var key : keys) {
      folded.add(key);
      int period = repeated(folded);
      while (period > 0) {
        folded.subList(folded.size() - period, folded.size()).clear();
        period = repeated(folded);
      }
    }
    return folded;
  }

  /**
   * The functions of the cycle, sorted: SDKs cut an overflow at some depth, so neither where the
   * cycle starts nor what came before it can be relied on.
   */
  static List<String> cycle(List<String> keys) {
    var counts = new LinkedHashMap<String, Integer>();
    keys.forEach(key -> counts.merge(key, 1, Integer::sum));
    int most = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
    return counts.entrySet().stream()
        .filter(each -> each.getValue() >= 2 && each.getValue() * 4 >= most)
        .map(each -> each.getKey())
        .sorted()
        .toList();
  }

  private static int repeated(List<String> keys) {
    int size = keys.size();
    for (int period = 1; period <= LONGEST_PERIOD && 2 * period <= size; period++) {
      if (keys.subList(size - period, size)
          .equals(keys.subList(size - 2 * period, size - period))) {
        return period;
      }
    }
    return 0;
  }
}
