package dev.tocsin.logs.loki.metric;

import dev.tocsin.logs.loki.logql.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;

/** Many series become fewer. */
final class Aggregation {

  private Aggregation() {}

  static List<Series> of(Query.Aggregate aggregate, List<Series> inner, int points) {
    if (aggregate.by().sorts()) {
      Comparator<Series> order =
          Comparator.comparingDouble(series -> series.present().get(0) ? series.values()[0] : 0);
      boolean down = aggregate.by() == dev.tocsin.logs.loki.logql.Aggregator.SORT_DESC;
      return inner.stream().sorted(down ? order.reversed() : order).toList();
    }
    var groups = new LinkedHashMap<SortedMap<String, String>, List<Series>>();
    for (Series series : inner) {
      groups
          .computeIfAbsent(
              Labels.group(series.labels(), aggregate.grouping()), key -> new ArrayList<>())
          .add(series);
    }
    var result = new ArrayList<Series>();
    groups.forEach(
        (labels, members) -> {
          if (aggregate.by().selects()) {
            result.addAll(select(aggregate, members, points));
          } else {
            result.add(join(aggregate, labels, members, points));
          }
        });
    return result;
  }

  private static Series join(
      Query.Aggregate aggregate,
      SortedMap<String, String> labels,
      List<Series> members,
      int points) {
    var out = Series.empty(labels, points);
    for (int point = 0; point < points; point++) {
      var bucket = new Bucket.Full();
      for (Series member : members) {
        if (member.present().get(point)) {
          bucket.add(point, member.values()[point]);
        }
      }
      if (bucket.count > 0) {
        out.set(point, value(aggregate, bucket));
      }
    }
    return out;
  }

  private static double value(Query.Aggregate aggregate, Bucket.Full bucket) {
    return switch (aggregate.by()) {
      case SUM -> bucket.sum;
      case AVG -> bucket.sum / bucket.count;
      case MIN -> bucket.min;
      case MAX -> bucket.max;
      case COUNT -> bucket.count;
      case STDVAR -> bucket.squares / bucket.count;
      case STDDEV -> Math.sqrt(bucket.squares / bucket.count);
      case TOPK, BOTTOMK, SORT, SORT_DESC -> throw new IllegalStateException("selects");
    };
  }

  /** The largest or smallest ones at each point, as they are. */
  private static List<Series> select(Query.Aggregate aggregate, List<Series> members, int points) {
    boolean top = aggregate.by() == dev.tocsin.logs.loki.logql.Aggregator.TOPK;
    var kept = new LinkedHashMap<Series, Series>();
    for (int point = 0; point < points; point++) {
      int at = point;
      Comparator<Series> order = Comparator.comparingDouble(series -> series.values()[at]);
      members.stream()
          .filter(series -> series.present().get(at))
          .sorted(top ? order.reversed() : order)
          .limit(aggregate.count())
          .forEach(
              series ->
                  kept.computeIfAbsent(series, one -> Series.empty(one.labels(), points))
                      .set(at, series.values()[at]));
    }
    return new ArrayList<>(kept.values());
  }
}
