package dev.tocsin.logs.loki.metric;

import dev.tocsin.logs.loki.logql.Aggregator;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.logql.Query.Grouping;
import dev.tocsin.logs.loki.logql.Query.Metric;
import dev.tocsin.logs.loki.logql.RangeFunction;
import dev.tocsin.logs.loki.logql.Regexes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers a metric query over a grid. */
public final class Evaluator {

  /** Who reads the lines. */
  public interface Source {
    /**
     * The samples of a range function.
     *
     * @param range the function; its grouping, if any, says which labels the samples need
     */
    Samples samples(Query.Range range, Grid grid);
  }

  /** A number, or series. */
  public sealed interface Value {}

  /** The same number at every point. */
  public record Number(double value) implements Value {}

  /** Any number of series. */
  public record Many(List<Series> series) implements Value {}

  private final Source source;
  private final Grid grid;

  /** Evaluates over a grid. */
  public Evaluator(Source source, Grid grid) {
    this.source = source;
    this.grid = grid;
  }

  /** The value of a query; series without any point are left out. */
  public Value value(Metric query) {
    return switch (query) {
      case Query.Scalar scalar -> new Number(scalar.value());
      case Query.Vector vector -> many(List.of(constant(vector.value())));
      case Query.Range range -> many(range(range));
      case Query.Aggregate aggregate -> many(aggregate(aggregate));
      case Query.Binary binary -> binary(binary);
      case Query.LabelReplace replace -> many(replace(replace));
    };
  }

  private static Value many(List<Series> series) {
    return new Many(series.stream().filter(one -> !one.present().isEmpty()).toList());
  }

  private Series constant(double value) {
    return constant(value, grid);
  }

  private static Series constant(double value, Grid grid) {
    var series = Series.empty(new TreeMap<>(), grid.points());
    for (int point = 0; point < grid.points(); point++) {
      series.set(point, value);
    }
    return series;
  }

  /** A value as series: a number is one series without labels. */
  public static List<Series> series(Value value, Grid grid) {
    return switch (value) {
      case Number number -> List.of(constant(number.value(), grid));
      case Many many -> many.series();
    };
  }

  private List<Series> range(Query.Range range) {
    Samples samples = source.samples(range, grid);
    if (range.function() != RangeFunction.ABSENT_OVER_TIME) {
      return samples.series();
    }
    var labels = new TreeMap<String, String>();
    for (var matcher : range.lines().matchers()) {
      if (matcher.match() == dev.tocsin.logs.loki.logql.Matcher.Match.EQUAL) {
        labels.put(matcher.label(), matcher.value());
      }
    }
    return samples.absent(labels);
  }

  private List<Series> aggregate(Query.Aggregate aggregate) {
    if (aggregate.by() == Aggregator.SUM
        && aggregate.inner() instanceof Query.Range range
        && range.grouping() == null
        && additive(range.function())) {
      // A sum of counts is a count over the group: the series in between need not exist.
      Grouping grouping =
          aggregate.grouping() == null ? new Grouping(false, List.of()) : aggregate.grouping();
      return range(
          new Query.Range(
              range.function(),
              range.parameter(),
              range.lines(),
              range.unwrap(),
              range.rangeNs(),
              range.offsetNs(),
              grouping));
    }
    return Aggregation.of(aggregate, series(value(aggregate.inner())), grid.points());
  }

  private static boolean additive(RangeFunction function) {
    return switch (function) {
      case COUNT_OVER_TIME, RATE, BYTES_RATE, BYTES_OVER_TIME, SUM_OVER_TIME -> true;
      default -> false;
    };
  }

  private List<Series> series(Value value) {
    return series(value, grid);
  }

  private Value binary(Query.Binary binary) {
    Value left = value(binary.left());
    Value right = value(binary.right());
    var sides = new Sides(binary, grid.points());
    if (left instanceof Number a && right instanceof Number b) {
      return new Number(
          binary.operator().comparison()
              ? binary.operator().holds(a.value(), b.value()) ? 1 : 0
              : binary.operator().apply(a.value(), b.value()));
    }
    if (right instanceof Number b) {
      return many(sides.withNumber(series(left), b.value(), false));
    }
    if (left instanceof Number a) {
      return many(sides.withNumber(series(right), a.value(), true));
    }
    return many(sides.paired(series(left), series(right)));
  }

  private List<Series> replace(Query.LabelReplace replace) {
    var regex = Regexes.whole(replace.regex());
    var result = new ArrayList<Series>();
    for (Series series : series(value(replace.inner()))) {
      var matcher = regex.matcher(value(series, replace.source()));
      if (!matcher.matches()) {
        result.add(series);
        continue;
      }
      var labels = new TreeMap<>(series.labels());
      String text = expand(replace.replacement(), matcher);
      if (text.isEmpty()) {
        labels.remove(replace.target());
      } else {
        labels.put(replace.target(), text);
      }
      result.add(new Series(labels, series.values(), series.present()));
    }
    return result;
  }

  private static String value(Series series, String label) {
    @Nullable String value = series.labels().get(label);
    return value == null ? "" : value;
  }

  private static String expand(String replacement, com.google.re2j.Matcher matcher) {
    var out = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      boolean group = c == '$' && i + 1 < replacement.length();
      if (group && Character.isDigit(replacement.charAt(i + 1))) {
        int number = replacement.charAt(++i) - '0';
        out.append(
            number <= matcher.groupCount() && matcher.group(number) != null
                ? matcher.group(number)
                : "");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
