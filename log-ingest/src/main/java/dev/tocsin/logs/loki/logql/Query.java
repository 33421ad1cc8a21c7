package dev.tocsin.logs.loki.logql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A LogQL query. */
public sealed interface Query {

  /** A query whose answer is numbers. */
  sealed interface Metric extends Query {}

  /**
   * Lines of the selected streams, sent through a pipeline.
   *
   * @param matchers all must hold; empty selects everything
   * @param stages in order
   */
  record Lines(List<Matcher> matchers, List<Stage> stages) implements Query {}

  /**
   * A function over the lines of a time range before each point.
   *
   * @param function what is computed
   * @param parameter the quantile; only for quantile_over_time
   * @param lines whose lines
   * @param unwrap the label that gives the numbers; null where lines are counted
   * @param rangeNs length of the range in nanoseconds
   * @param offsetNs how far the range is moved into the past
   * @param grouping labels of the result; null leaves them as they are
   */
  record Range(
      RangeFunction function,
      @Nullable Double parameter,
      Lines lines,
      @Nullable Unwrap unwrap,
      long rangeNs,
      long offsetNs,
      @Nullable Grouping grouping)
      implements Metric {}

  /**
   * Series joined into fewer ones.
   *
   * @param by what is computed
   * @param count how many series topk and bottomk keep; 0 for all others
   * @param inner the series
   * @param grouping labels of the result; null means one group of everything
   */
  record Aggregate(Aggregator by, int count, Metric inner, @Nullable Grouping grouping)
      implements Metric {}

  /**
   * Two sides, point by point.
   *
   * @param operator what is computed
   * @param left left side
   * @param right right side
   * @param bool true when a comparison answers 0 or 1 instead of filtering
   * @param matching the labels that pair the series; null means all of them
   */
  record Binary(
      Operator operator, Metric left, Metric right, boolean bool, @Nullable Matching matching)
      implements Metric {}

  /** A number. */
  record Scalar(double value) implements Metric {}

  /** One series without labels that always has this value. */
  record Vector(double value) implements Metric {}

  /**
   * A label computed from another one.
   *
   * @param target label that is set when the expression matches
   * @param replacement with $1 or ${name} for groups
   * @param source label that is looked at
   * @param regex must match the whole value
   */
  record LabelReplace(Metric inner, String target, String replacement, String source, String regex)
      implements Metric {}

  /** Labels that remain ({@code by}) or go ({@code without}). */
  record Grouping(boolean without, List<String> labels) {}

  /** Labels that pair two sides: only these ({@code on}) or all but these ({@code ignoring}). */
  record Matching(boolean on, List<String> labels) {}

  /**
   * Where the numbers come from.
   *
   * @param label the label
   * @param conversion duration, duration_seconds or bytes; null for plain numbers
   * @param filters label filters that follow it
   */
  record Unwrap(String label, @Nullable String conversion, List<Stage> filters) {}
}
