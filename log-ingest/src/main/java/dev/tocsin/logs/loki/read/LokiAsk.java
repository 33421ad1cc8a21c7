package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.metric.Grid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one request, from the address or from a form. */
final class LokiAsk {

  static final int MAX_LINES = 5000;
  private static final long NS = 1_000_000_000L;
  private static final long HOUR = 3600 * NS;
  private static final int DEFAULT_POINTS = 250;

  private final Map<String, List<String>> values;
  private final long now;

  LokiAsk(Map<String, List<String>> values, Instant now) {
    this.values = values;
    this.now = now.getEpochSecond() * NS + now.getNano();
  }

  @Nullable String text(String name) {
    List<String> given = values.get(name);
    return given == null || given.isEmpty() || given.getFirst().isBlank() ? null : given.getFirst();
  }

  String text(String name, String fallback) {
    String given = text(name);
    return given == null ? fallback : given;
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The query; without one that is an error. */
  String query() {
    String query = text("query");
    if (query == null) {
      throw new LogQlException("parse error at line 1, col 1: syntax error: the query is empty");
    }
    return query;
  }

  long end() {
    String end = text("end");
    return end == null ? now : LokiTime.time("end", end);
  }

  long start(long hours) {
    String start = text("start");
    if (start != null) {
      return LokiTime.time("start", start);
    }
    Long since = LokiTime.duration("since", text("since"));
    return Math.max(0, Math.min(end(), now) - (since == null ? hours * HOUR : since));
  }

  /** From start to end, checked. */
  Window window(long hours) {
    long from = start(hours);
    long to = end();
    if (to < from) {
      throw new LogQlException("end lies before start");
    }
    return new Window(from, to);
  }

  /**
   * A range of time in nanoseconds.
   *
   * @param fromNs inclusive
   * @param toNs exclusive
   */
  record Window(long fromNs, long toNs) {}

  long time() {
    String time = text("time");
    return time == null ? now : LokiTime.time("time", time);
  }

  long step(Window window) {
    Long step = LokiTime.duration("step", text("step"));
    if (step != null) {
      return step;
    }
    long seconds = (window.toNs() - window.fromNs()) / NS / DEFAULT_POINTS;
    return Math.max(1, seconds) * NS;
  }

  Grid grid() {
    Window window = window(1);
    return Grid.over(window.fromNs(), window.toNs(), step(window));
  }

  /** Lines to answer. */
  int limit() {
    int limit = number("limit", 100, Integer.MAX_VALUE);
    if (limit > MAX_LINES) {
      throw new LogQlException(
          "max entries limit per query exceeded, limit > max_entries_limit ("
              + limit
              + " > "
              + MAX_LINES
              + ")");
    }
    return limit;
  }

  int number(String name, int fallback, int max) {
    String text = text(name);
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number > 0) {
        return Math.min(number, max);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new LogQlException(name + " must be a whole number above 0");
  }

  boolean newestFirst() {
    String direction = text("direction", "backward");
    return switch (direction.toLowerCase(java.util.Locale.ROOT)) {
      case "backward" -> true;
      case "forward" -> false;
      default -> throw new LogQlException("direction must be backward or forward");
    };
  }
}
