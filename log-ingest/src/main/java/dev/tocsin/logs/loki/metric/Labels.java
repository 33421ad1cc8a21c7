package dev.tocsin.logs.loki.metric;

import dev.tocsin.logs.loki.logql.Query.Grouping;
import dev.tocsin.logs.loki.logql.Query.Matching;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets of labels made smaller. */
final class Labels {

  private Labels() {}

  /** What remains of a series in its group; without a grouping all are one group. */
  static SortedMap<String, String> group(Map<String, String> labels, @Nullable Grouping grouping) {
    return grouping == null
        ? new TreeMap<>()
        : pick(labels, grouping.labels(), !grouping.without());
  }

  /** What pairs a series with one of the other side. */
  static SortedMap<String, String> key(Map<String, String> labels, @Nullable Matching matching) {
    return matching == null
        ? new TreeMap<>(labels)
        : pick(labels, matching.labels(), matching.on());
  }

  private static SortedMap<String, String> pick(
      Map<String, String> labels, List<String> names, boolean only) {
    var picked = new TreeMap<String, String>();
    labels.forEach(
        (name, value) -> {
          if (names.contains(name) == only) {
            picked.put(name, value);
          }
        });
    return picked;
  }
}
