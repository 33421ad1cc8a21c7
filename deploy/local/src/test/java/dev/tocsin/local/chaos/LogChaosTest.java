package dev.tocsin.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds of {@code kill -9} under load, at random points: intake, either writer, Kafka, PostgreSQL.
 * Three rounds in the ordinary build, {@code -Dtocsin.rounds=20} in the long one; the seed is
 * printed and can be given with {@code -Dtocsin.seed}.
 */
@Order(4)
class LogChaosTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void whatWasAcknowledgedIsThereExactlyOnce(@TempDir Path folder) throws Exception {
    int rounds = Integer.getInteger("tocsin.rounds", 3);
    long seed = Long.getLong("tocsin.seed", new Random().nextLong());
    System.out.printf("chaos: %d rounds, -Dtocsin.seed=%d%n", rounds, seed);
    var random = new Random(seed);
    var begin = Instant.now().minusSeconds(60);

    try (var cluster = new LogCluster(folder);
        var lines = new PlantedLines(cluster.doors())) {
      for (int round = 0; round < rounds; round++) {
        // given load, when a process dies in the middle of it and comes back
        Thread.sleep(800 + random.nextInt(2500));
        var victim =
            LogCluster.VICTIMS.get((round + random.nextInt(2)) % LogCluster.VICTIMS.size());
        cluster.kill(victim);
        Thread.sleep(random.nextInt(3000));
        cluster.revive(victim);
        // then lines are taken again without anybody's help
        int before = lines.acknowledged().size();
        await("lines are taken after the death of " + victim)
            .atMost(Duration.ofSeconds(90))
            .until(() -> lines.acknowledged().size() > before + 5);
        System.out.printf(
            "chaos: round %d, %s, %d of %d requests acknowledged%n",
            round + 1, victim, lines.acknowledged().size(), lines.requests());
      }
      lines.stop();
      cluster.awaitReady("writer-1");

      // and everything that was acknowledged is found once, and nothing twice
      int least = lines.acknowledged().size() * PlantedLines.LINES;
      await("the stream is written")
          .atMost(Duration.ofSeconds(120))
          .ignoreExceptions()
          .until(() -> stored(cluster.door("writer-1"), begin) >= least);
      Thread.sleep(5000);
      verify(lines, found(cluster.door("writer-1"), begin));
    }
  }

  private static void verify(PlantedLines lines, Map<String, Integer> found) {
    var twice =
        found.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    assertThat(twice).as("stored twice").isEmpty();
    var lost =
        lines.acknowledged().stream()
            .flatMap(
                number ->
                    java.util.stream.IntStream.range(0, PlantedLines.LINES)
                        .mapToObj(i -> "planted " + number + "." + i))
            .filter(id -> !found.containsKey(id))
            .toList();
    assertThat(lost).as("acknowledged and lost").isEmpty();
    System.out.printf(
        "chaos: %d acknowledged lines, all found once; %d of unanswered requests found, too%n",
        lines.acknowledged().size() * PlantedLines.LINES,
        found.size() - lines.acknowledged().size() * PlantedLines.LINES);
  }

  private long stored(URI door, Instant from) throws IOException, InterruptedException {
    long sum = 0;
    for (var bucket : get(door, "histogram?buckets=10" + range(from)).path("buckets")) {
      for (var count : bucket.path("counts")) {
        sum += count.asLong();
      }
    }
    return sum;
  }

  private Map<String, Integer> found(URI door, Instant from)
      throws IOException, InterruptedException {
    var found = new HashMap<String, Integer>();
    String cursor = null;
    do {
      var page = get(door, "search?order=asc&limit=1000" + range(from) + cursor(cursor));
      assertThat(page.path("partial").asBoolean()).as("a page is whole").isFalse();
      page.path("items").forEach(item -> found.merge(item.path("body").asText(), 1, Integer::sum));
      cursor = page.path("nextCursor").asText(null);
    } while (cursor != null);
    return found;
  }

  private static String range(Instant from) {
    return "&from=" + from + "&to=" + from.plus(Duration.ofHours(2));
  }

  private static String cursor(@Nullable String cursor) {
    return cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
  }

  private JsonNode get(URI door, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(door.resolve("/api/v1/logs/" + path))
            .header("X-Tocsin-Key", LogCluster.API_KEY)
            .timeout(Duration.ofSeconds(30))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
