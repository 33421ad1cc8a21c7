package dev.tocsin.logs.segment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which promoted columns a merged segment has: all of its sources', as long as they fit, otherwise
 * those that most rows come from. The others' values go back among the attributes.
 *
 * @param kept columns of the merged segment
 * @param dropped columns whose values go back
 */
record MergeColumns(List<String> kept, List<String> dropped) {

  static MergeColumns of(Collection<MergeSource> sources) {
    Map<String, Long> rows = new HashMap<>();
    for (MergeSource source : sources) {
      source.columns().forEach(column -> rows.merge(column, source.rows(), Long::sum));
    }
    var ranked = new ArrayList<>(rows.keySet());
    ranked.sort(
        Comparator.comparingLong((String column) -> -rows.getOrDefault(column, 0L))
            .thenComparing(Comparator.naturalOrder()));
    var kept = new ArrayList<String>();
    var dropped = new ArrayList<String>();
    var names = new HashSet<String>();
    for (String column : ranked) {
      boolean fits =
          kept.size() < SegmentFormat.MOST_PROMOTED && names.add(column.toLowerCase(Locale.ROOT));
      (fits ? kept : dropped).add(column);
    }
    return new MergeColumns(List.copyOf(kept), List.copyOf(dropped));
  }

  /** The attributes of a row, in SQL; NULL when nothing is left. */
  String attributes() {
    if (dropped.isEmpty()) {
      return "nullif(attributes, '{}')";
    }
    return dropped.stream()
        .map(
            column ->
                "CASE WHEN %1$s IS NULL THEN '{}' ELSE json_object(%2$s, %1$s) END"
                    .formatted(
                        SegmentFormat.quoted(column),
                        SegmentSql.literal(SegmentFormat.key(column))))
        .collect(
            Collectors.joining(
                ", ",
                "nullif(CAST(json_merge_patch(coalesce(attributes, '{}'), ",
                ") AS VARCHAR), '{}')"));
  }
}
