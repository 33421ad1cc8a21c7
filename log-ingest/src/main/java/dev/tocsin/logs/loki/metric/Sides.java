package dev.tocsin.logs.loki.metric;

import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Operator;
import dev.tocsin.logs.loki.logql.Query;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Operators between series and numbers. */
final class Sides {

  private final Query.Binary binary;
  private final int points;

  Sides(Query.Binary binary, int points) {
    this.binary = binary;
    this.points = points;
  }

  /** Series on the left, a number on the right, or the other way round. */
  List<Series> withNumber(List<Series> all, double number, boolean numberIsLeft) {
    if (binary.operator().set()) {
      throw new LogQlException("\"" + binary.operator().sign() + "\" needs series on both sides");
    }
    var result = new ArrayList<Series>();
    for (Series series : all) {
      var out = Series.empty(labels(series.labels()), points);
      series.present().stream()
          .forEach(
              point -> {
                double own = series.values()[point];
                double left = numberIsLeft ? number : own;
                double right = numberIsLeft ? own : number;
                put(out, point, left, right, own);
              });
      result.add(out);
    }
    return result;
  }

  /** Series on both sides, paired by their labels. */
  List<Series> paired(List<Series> left, List<Series> right) {
    return binary.operator().set() ? sets(left, right) : pairs(left, right);
  }

  private List<Series> pairs(List<Series> left, List<Series> right) {
    Map<SortedMap<String, String>, Series> others = new HashMap<>();
    for (Series series : right) {
      if (others.put(Labels.key(series.labels(), binary.matching()), series) != null) {
        throw ambiguous("right");
      }
    }
    var seen = new HashMap<SortedMap<String, String>, Series>();
    var result = new ArrayList<Series>();
    for (Series series : left) {
      SortedMap<String, String> key = Labels.key(series.labels(), binary.matching());
      Series other = others.get(key);
      if (other == null) {
        continue;
      }
      if (seen.put(key, series) != null) {
        throw ambiguous("left");
      }
      boolean keepAll = binary.operator().comparison() && !binary.bool();
      var out = Series.empty(keepAll ? labels(series.labels()) : key, points);
      series.present().stream()
          .filter(other.present()::get)
          .forEach(
              point ->
                  put(
                      out,
                      point,
                      series.values()[point],
                      other.values()[point],
                      series.values()[point]));
      result.add(out);
    }
    return result;
  }

  private static LogQlException ambiguous(String side) {
    return new LogQlException(
        "multiple matches for labels on the "
            + side
            + " side; group both sides alike, as in sum by (level) (…)");
  }

  private void put(Series out, int point, double left, double right, double kept) {
    Operator operator = binary.operator();
    if (!operator.comparison()) {
      out.set(point, operator.apply(left, right));
    } else if (binary.bool()) {
      out.set(point, operator.holds(left, right) ? 1 : 0);
    } else if (operator.holds(left, right)) {
      out.set(point, kept);
    }
  }

  private List<Series> sets(List<Series> left, List<Series> right) {
    Map<SortedMap<String, String>, BitSet> there = presence(right);
    var result = new ArrayList<Series>();
    for (Series series : left) {
      BitSet other =
          there.getOrDefault(Labels.key(series.labels(), binary.matching()), new BitSet());
      result.add(
          switch (binary.operator()) {
            case AND -> only(series, other, true);
            case UNLESS -> only(series, other, false);
            default -> series;
          });
    }
    if (binary.operator() == Operator.OR) {
      Map<SortedMap<String, String>, BitSet> first = presence(left);
      for (Series series : right) {
        BitSet other =
            first.getOrDefault(Labels.key(series.labels(), binary.matching()), new BitSet());
        result.add(only(series, other, false));
      }
    }
    return result;
  }

  private Map<SortedMap<String, String>, BitSet> presence(List<Series> all) {
    Map<SortedMap<String, String>, BitSet> presence = new HashMap<>();
    for (Series series : all) {
      presence
          .computeIfAbsent(Labels.key(series.labels(), binary.matching()), key -> new BitSet())
          .or(series.present());
    }
    return presence;
  }

  private static Series only(Series series, BitSet other, boolean with) {
    var present = (BitSet) series.present().clone();
    if (with) {
      present.and(other);
    } else {
      present.andNot(other);
    }
    return new Series(series.labels(), series.values(), present);
  }

  private static SortedMap<String, String> labels(SortedMap<String, String> labels) {
    return new TreeMap<>(labels);
  }
}
