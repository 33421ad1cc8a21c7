package dev.tocsin.logs.query;

import dev.tocsin.logs.record.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts per step and value; only the most frequent values keep a name. */
final class ValueTable {

  private static final int MOST = 10;
  private static final String OTHER = "(other)";
  private static final String NONE = "(none)";

  private final int steps;
  private final boolean fixed;
  private final Map<String, long[]> counts = new LinkedHashMap<>();

  ValueTable(int steps) {
    this(steps, false);
  }

  private ValueTable(int steps, boolean fixed) {
    this.steps = steps;
    this.fixed = fixed;
  }

  /** With a column for each level, whether it occurs or not. */
  static ValueTable ofLevels(int steps) {
    var table = new ValueTable(steps, true);
    for (Level level : Level.values()) {
      table.counts.put(level.label(), new long[steps]);
    }
    table.counts.put("unknown", new long[steps]);
    return table;
  }

  void add(int step, @Nullable String value, long count) {
    String name = value == null || value.isEmpty() ? NONE : value;
    counts.computeIfAbsent(name, any -> new long[steps])[step] += count;
  }

  /** Names to show, the most frequent ones first, then what stands for the rest. */
  List<String> names() {
    if (fixed) {
      return List.copyOf(counts.keySet());
    }
    var names = new ArrayList<String>(top());
    if (names.size() < counts.size() - (counts.containsKey(NONE) ? 1 : 0)) {
      names.add(OTHER);
    }
    if (counts.containsKey(NONE)) {
      names.add(NONE);
    }
    return names;
  }

  long count(int step, String name) {
    long[] known = counts.get(name);
    if (known != null) {
      return known[step];
    }
    List<String> named = top();
    return counts.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(NONE) && !named.contains(entry.getKey()))
        .mapToLong(entry -> entry.getValue()[step])
        .sum();
  }

  private List<String> top() {
    return counts.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(NONE))
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, long[]> entry) -> Arrays.stream(entry.getValue()).sum())
                .reversed())
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }
}
