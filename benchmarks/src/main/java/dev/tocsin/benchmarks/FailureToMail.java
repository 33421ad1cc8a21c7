package dev.tocsin.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * How long from an endpoint's first failing answer to the mail in the on-call's mailbox.
 *
 * <p>Runs against a platform that is up with its local mailbox: {@code FailureToMail
 * .tocsin/credentials.env http://127.0.0.1:8025 10}. Each run has a monitor of its own with a
 * 10-second interval and three regions; its endpoint starts to fail at a random moment, so the mean
 * wait for the next probe of the fastest region is part of the figure.
 */
public final class FailureToMail {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT_PER_RUN = Duration.ofSeconds(60);
  private static final long SEED = 20261120;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Map<String, String> credentials;
  private final String mailbox;

  private FailureToMail(Map<String, String> credentials, String mailbox) {
    this.credentials = credentials;
    this.mailbox = mailbox;
  }

  /** Arguments: credentials file, mailbox address, number of runs. */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: FailureToMail <credentials.env> <mailbox-url> <runs>");
      System.exit(2);
    }
    new FailureToMail(read(Path.of(args[0])), args[1]).run(Integer.parseInt(args[2]));
  }

  private static Map<String, String> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> unquoted(pair[1].strip())));
  }

  private static String unquoted(String value) {
    return value.replaceAll("^['\"]|['\"]$", "");
  }

  private void run(int runs) throws Exception {
    var target = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    target.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(
                broken.contains(exchange.getRequestURI().getPath()) ? 503 : 200, -1);
          }
        });
    target.start();
    var monitors = new ArrayList<String>();
    try {
      for (int i = 0; i < runs; i++) {
        monitors.add(createMonitor(i, target.getAddress().getPort()));
      }
      for (String monitor : monitors) {
        awaitUp(monitor);
      }
      report(measure(runs));
    } finally {
      for (String monitor : monitors) {
        call("DELETE", credentials.get("TOCSIN_PROBER_URL") + "/api/v1/monitors/" + monitor, null);
      }
      target.stop(0);
    }
  }

  private List<Long> measure(int runs) throws Exception {
    var random = new Random(SEED);
    var millis = new ArrayList<Long>();
    for (int i = 0; i < runs; i++) {
      Thread.sleep(random.nextLong(10_000));
      long start = System.nanoTime();
      broken.add("/bench-" + i);
      awaitMail("bench-" + i + " ", start);
      long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
      millis.add(took);
      System.out.printf("run %d: %d ms%n", i + 1, took);
    }
    return millis;
  }

  private static void report(List<Long> millis) {
    var sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    System.out.printf(
        "median %d ms, min %d ms, max %d ms, %d runs%n",
        (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2,
        sorted.getFirst(),
        sorted.getLast(),
        sorted.size());
  }

  private String createMonitor(int run, int port) throws Exception {
    String body =
        """
        {"name":"bench-%d","service":"bench-%d","url":"http://127.0.0.1:%d/bench-%d","method":"GET",
         "expectedStatus":[200],"intervalSeconds":10,"timeoutMs":3000,
         "regions":["eu-west","us-east","ap-south"],"quorum":2,"severity":"critical"}"""
            .formatted(run, run, port, run);
    return call("POST", credentials.get("TOCSIN_PROBER_URL") + "/api/v1/monitors", body)
        .path("id")
        .asText();
  }

  private void awaitUp(String monitor) throws Exception {
    long end = System.nanoTime() + LIMIT_PER_RUN.toNanos();
    String url = credentials.get("TOCSIN_PROBER_URL") + "/api/v1/monitors/" + monitor;
    while (!"UP".equals(call("GET", url, null).path("status").path("state").asText())) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("monitor " + monitor + " did not come up");
      }
      Thread.sleep(250);
    }
  }

  private void awaitMail(String inSubject, long start) throws Exception {
    while (true) {
      for (JsonNode mail : call("GET", mailbox + "/messages", null)) {
        if (mail.path("subject").asText().contains(inSubject)) {
          return;
        }
      }
      if (System.nanoTime() - start > LIMIT_PER_RUN.toNanos()) {
        throw new IllegalStateException("no mail about " + inSubject);
      }
      Thread.sleep(20);
    }
  }

  private JsonNode call(String method, String url, @org.jspecify.annotations.Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + credentials.get("TOCSIN_API_TOKEN"))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + url + ": " + answer.statusCode() + " " + answer.body());
    }
    JsonNode json = JSON.readTree(answer.body());
    return json.has("items") ? json.path("items") : json;
  }
}
