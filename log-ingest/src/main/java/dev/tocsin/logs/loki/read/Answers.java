package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Parser;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.metric.Evaluator;
import dev.tocsin.logs.loki.metric.Grid;
import dev.tocsin.logs.loki.pipeline.Line;
import dev.tocsin.logs.loki.pipeline.Pipeline;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Answers to queries. */
final class Answers {

  /** Lines looked at by a query whose pipeline keeps hardly any; then it stops and says so. */
  private static final long MAX_LOOKED_AT = 2_000_000;

  private final LineStore store;

  Answers(LineStore store) {
    this.store = store;
  }

  /** Lines or series over a range. */
  byte[] range(LokiAsk ask, Work work, boolean categorized) {
    return switch (Parser.query(ask.query())) {
      case Query.Lines lines -> lines(lines, ask, ask.window(1), work, categorized);
      case Query.Metric metric -> {
        Grid grid = ask.grid();
        var value = evaluator(work, grid).value(metric);
        var series = Evaluator.series(value, grid);
        yield Envelope.result("matrix", false, work, json -> Envelope.matrix(json, series, grid));
      }
    };
  }

  /** Lines of the last hour, or series at one time. */
  byte[] instant(LokiAsk ask, Work work, boolean categorized) {
    long time = ask.time();
    return switch (Parser.query(ask.query())) {
      case Query.Lines lines -> {
        long hour = 3_600_000_000_000L;
        yield lines(
            lines, ask, new LokiAsk.Window(Math.max(0, time - hour), time), work, categorized);
      }
      case Query.Metric metric -> {
        Grid grid = Grid.at(time);
        yield switch (evaluator(work, grid).value(metric)) {
          case Evaluator.Number number ->
              Envelope.result(
                  "scalar", false, work, json -> Envelope.point(json, time, number.value()));
          case Evaluator.Many many ->
              Envelope.result(
                  "vector", false, work, json -> Envelope.vector(json, many.series(), grid));
        };
      }
    };
  }

  private Evaluator evaluator(Work work, Grid grid) {
    return new Evaluator(new MetricSource(store, work), grid);
  }

  private byte[] lines(
      Query.Lines query, LokiAsk ask, LokiAsk.Window window, Work work, boolean categorized) {
    LogLines found = find(query, window, ask.limit(), ask.newestFirst(), work, categorized);
    return Envelope.result("streams", categorized, work, found::write);
  }

  private LogLines find(
      Query.Lines query,
      LokiAsk.Window window,
      int limit,
      boolean newestFirst,
      Work work,
      boolean categorized) {
    var found = new LogLines(categorized);
    each(
        query,
        window,
        limit,
        newestFirst,
        work,
        line -> {
          found.add(line);
          return !found.full();
        });
    if (found.full()) {
      work.warn("the answer was cut at 64 MB; ask for fewer lines");
    }
    return found;
  }

  /** The newest lines that a query keeps. */
  void each(Query.Lines query, LokiAsk.Window window, int limit, Work work, Consumer<Line> taker) {
    each(
        query,
        window,
        limit,
        true,
        work,
        line -> {
          taker.accept(line);
          return true;
        });
  }

  private void each(
      Query.Lines query,
      LokiAsk.Window window,
      int limit,
      boolean newestFirst,
      Work work,
      Predicate<Line> taker) {
    var keys = store.keys(work.handle, work.project, window.fromNs(), window.toNs());
    Split split = Split.of(query, new LabelConditions(new KnownKeys(keys)));
    var pipeline = new Pipeline(split.rest());
    var metadata = new Metadata();
    var slice = new LineStore.Slice(work.project, window.fromNs(), window.toNs(), split.stored());
    int page = split.complete() ? limit : Math.min(2000, limit * 2 + 100);
    int[] left = {limit};
    boolean complete =
        store.ordered(
            work.handle,
            slice,
            newestFirst,
            page,
            row -> {
              work.read(1, row.body().length());
              Line line = metadata.line(row);
              boolean more = true;
              if (pipeline.take(line)) {
                left[0]--;
                more = taker.test(line);
              }
              if (work.lines() >= MAX_LOOKED_AT) {
                work.warn("stopped after " + MAX_LOOKED_AT + " lines; narrow the time range");
                return false;
              }
              return more && left[0] > 0;
            });
    if (!complete) {
      work.warn("time ran out before all lines were looked at; narrow the time range");
    }
  }

  /** The selector of a query that must be one. */
  static Query.Lines linesOf(String text) {
    if (text.isBlank()) {
      return new Query.Lines(java.util.List.of(), java.util.List.of());
    }
    if (Parser.query(text) instanceof Query.Lines lines) {
      return lines;
    }
    throw new LogQlException("only a log query can be used here");
  }
}
