package dev.tocsin.benchmarks.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.ToLongFunction;

/** Questions through the HTTP API, with answers that are known. */
final class Questions implements AutoCloseable {

  /**
   * One question, timed.
   *
   * @param name what is asked
   * @param firstMs the first time
   * @param medianMs median of the others
   * @param worstMs worst of the others
   * @param found what the answer says
   * @param expected what the corpus says
   */
  record Timing(
      String name, double firstMs, double medianMs, double worstMs, long found, long expected) {

    String row() {
      return "| %s | %.0f | %.1f | %.1f | %,d %s |"
          .formatted(
              name,
              firstMs,
              medianMs,
              worstMs,
              found,
              found == expected ? "= known" : "**≠ " + expected + "**");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final Properties known;

  Questions(int port, Properties known) {
    this.base = "http://127.0.0.1:" + port + "/api/v1/logs/";
    this.known = known;
  }

  /** Lines that can be found by now. */
  long stored() throws IOException, InterruptedException {
    return sum(get("histogram?buckets=10" + range(0, 1)), null);
  }

  /** Asks everything {@code times} times. */
  List<Timing> all(int times) throws IOException, InterruptedException {
    long start = number("startNs");
    long end = number("endNs");
    long from = Answers.windowStart(start, end);
    String window = "&from=" + time(from) + "&to=" + time(from + Answers.WINDOW_NS);
    var timings = new ArrayList<Timing>();
    timings.add(
        ask(
            "error histogram, 15 min",
            "histogram?level=error&buckets=15" + window,
            times,
            number("errorsInWindow"),
            body -> sum(body, "error")));
    timings.add(
        ask(
            "histogram by level, whole range",
            "histogram?buckets=60" + range(0, 1),
            times,
            number("lines"),
            body -> sum(body, null)));
    timings.add(
        ask(
            "rare word",
            "search?limit=100&q=" + LogWorld.NEEDLE + range(0, 1),
            times,
            number("needles"),
            Questions::items));
    timings.add(
        ask(
            "substring over everything",
            "histogram?buckets=10&q="
                + encode("body:*" + LogWorld.PHRASE.substring(1, 24).replace(" ", "\\ ") + "*")
                + range(0, 1),
            times,
            number("phrases"),
            body -> sum(body, null)));
    timings.add(
        ask(
            "trace id",
            "search?limit=200&q=trace_id:" + known.getProperty("trace") + range(0, 1),
            times,
            number("traceLines"),
            Questions::items));
    timings.add(
        ask(
            "top 10 routes of errors",
            "facets?field=route&limit=10&q=" + encode("level>=error") + range(0, 1),
            times,
            number("topRouteErrors"),
            body -> body.findValue("count") == null ? -1 : body.findValue("count").asLong()));
    timings.add(
        ask(
            "last 100 errors of one service",
            "search?limit=100&q=" + encode("level>=error service:checkout") + range(0, 1),
            times,
            Math.min(100, number("checkoutErrors")),
            Questions::items));
    return timings;
  }

  private Timing ask(
      String name, String path, int times, long expected, ToLongFunction<JsonNode> figure)
      throws IOException, InterruptedException {
    var millis = new double[times];
    long found = -1;
    double first = 0;
    for (int i = -1; i < times; i++) {
      long began = System.nanoTime();
      String body;
      try {
        body = fetch(path);
      } catch (IOException e) {
        System.err.println(e.getMessage());
        return new Timing(name, -1, -1, -1, -1, expected);
      }
      double took = (System.nanoTime() - began) / 1e6;
      if (i < 0) {
        first = took;
        found = figure.applyAsLong(JSON.readTree(body));
      } else {
        millis[i] = took;
      }
    }
    Arrays.sort(millis);
    return new Timing(name, first, millis[times / 2], millis[times - 1], found, expected);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(fetch(path));
  }

  private String fetch(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path + "&project=1"))
            .header("X-Tocsin-Key", Rig.API)
            .timeout(Duration.ofSeconds(60))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private static long items(JsonNode body) {
    return body.path("items").size();
  }

  private static long sum(JsonNode histogram, @org.jspecify.annotations.Nullable String level) {
    long sum = 0;
    for (JsonNode bucket : histogram.path("buckets")) {
      for (var count : bucket.path("counts").properties()) {
        if (level == null || count.getKey().equals(level)) {
          sum += count.getValue().asLong();
        }
      }
    }
    return sum;
  }

  /** A range in shares of the corpus' own. */
  private String range(double from, double to) {
    long start = number("startNs");
    double span = number("endNs") - start;
    return "&from="
        + time(start + (long) (from * span))
        + "&to="
        + time(start + (long) (to * span) + 1_000_000_000);
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(ns / 1_000_000_000).toString();
  }

  private long number(String name) {
    return Long.parseLong(known.getProperty(name));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
