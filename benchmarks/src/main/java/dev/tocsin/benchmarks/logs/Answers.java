package dev.tocsin.benchmarks.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What is known about a corpus, so that answers are checked and not only timed. */
final class Answers {

  /** Length of the window in the middle whose errors are counted. */
  static final long WINDOW_NS = 15L * 60 * 1_000_000_000;

  private final Properties known = new Properties();
  private final Map<String, Integer> routes = new HashMap<>();
  private final Map<String, Integer> traces = new HashMap<>();
  private final long startNs;
  private final long endNs;
  private long lines;
  private long bytes;
  private long errorsInWindow;
  private long needles;
  private long phrases;
  private long checkoutErrors;

  Answers(long startNs, long endNs) {
    this.startNs = startNs;
    this.endNs = endNs;
  }

  /** Start of the window: a round minute near the middle. */
  static long windowStart(long startNs, long endNs) {
    long minute = 60L * 1_000_000_000;
    return ((startNs + endNs) / 2 - WINDOW_NS / 2) / minute * minute;
  }

  void see(Line line) {
    lines++;
    long from = windowStart(startNs, endNs);
    boolean error = line.level() >= 17;
    if (error && line.timeNs() >= from && line.timeNs() < from + WINDOW_NS) {
      errorsInWindow++;
    }
    if (error && line.pod().service().equals("checkout")) {
      checkoutErrors++;
    }
    if (line.message().contains(LogWorld.NEEDLE)) {
      needles++;
    }
    if (line.message().contains(LogWorld.PHRASE)) {
      phrases++;
    }
    if (error) {
      routes.merge(line.route(), 1, Integer::sum);
    }
    // Traces that begin among the first lines are followed to their end.
    if (line.traceId() != null && (lines < 200_000 || traces.containsKey(line.traceId()))) {
      traces.merge(line.traceId(), 1, Integer::sum);
    }
  }

  void size(long total) {
    bytes = total;
  }

  void write(Path file) throws IOException {
    put("startNs", startNs);
    put("endNs", endNs);
    put("lines", lines);
    put("bytes", bytes);
    put("errorsInWindow", errorsInWindow);
    put("checkoutErrors", checkoutErrors);
    put("needles", needles);
    put("phrases", phrases);
    List<Map.Entry<String, Integer>> top =
        routes.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .toList();
    known.setProperty("topRoute", top.getFirst().getKey());
    put("topRouteErrors", top.getFirst().getValue());
    var longest = traces.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    known.setProperty("trace", longest.getKey());
    put("traceLines", longest.getValue());
    try (var out = Files.newBufferedWriter(file)) {
      known.store(out, null);
    }
  }

  private void put(String name, long value) {
    known.setProperty(name, Long.toString(value));
  }

  /** Reads what {@link #write} wrote. */
  static Properties read(Path file) throws IOException {
    var known = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      known.load(in);
    }
    return known;
  }
}
