package dev.tocsin.local.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Senders that never pause. Every request has ids of its own and is sent once, so an id that was
 * acknowledged must be found exactly once, and one without an answer at most once.
 */
final class PlantedLines implements AutoCloseable {

  static final int LINES = 40;

  private static final int SENDERS = 3;

  private final List<URI> doors;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean sending = true;

  PlantedLines(List<URI> doors) {
    this.doors = doors;
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(this::send);
    }
  }

  /** Numbers of the requests that were answered with 200. */
  Set<Integer> acknowledged() {
    return acknowledged;
  }

  /** Requests made so far. */
  int requests() {
    return requests.get();
  }

  /** Stops sending; every request has its answer, or never gets one. */
  void stop() throws InterruptedException {
    sending = false;
    senders.shutdown();
    if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a sender hangs");
    }
  }

  private void send() {
    while (sending) {
      int number = requests.incrementAndGet();
      if (!isAcknowledged(doors.get(number % doors.size()), number)) {
        pause();
      } else {
        acknowledged.add(number);
      }
    }
  }

  private boolean isAcknowledged(URI door, int number) {
    var body = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      body.append(
          "{\"service\":\"planted-%d\",\"level\":\"info\",\"msg\":\"planted %d.%d\"}%n"
              .formatted((number + i) % 3, number, i));
    }
    var request =
        HttpRequest.newBuilder(door.resolve("/api/v1/logs"))
            .header("Authorization", "Bearer " + LogCluster.INGEST_KEY)
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    sending = false;
    senders.shutdownNow();
    client.close();
  }
}
