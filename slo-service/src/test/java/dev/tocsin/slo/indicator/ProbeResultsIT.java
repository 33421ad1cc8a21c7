package dev.tocsin.slo.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeResult.Verdict;
import dev.tocsin.events.Topics;
import dev.tocsin.slo.Api;
import dev.tocsin.slo.IncidentService;
import dev.tocsin.slo.Probes;
import dev.tocsin.slo.TestClock;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.Seeded;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(IncidentService.class)
class ProbeResultsIT {

  @Inject DataSource dataSource;
  @Inject WindowStore windows;

  @Test
  void resultsProducedTwiceAreCountedOnceInTheBucketOfTheirIntendedTime() throws SQLException {
    Instant noon = TestClock.nextNoon();
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml("twice", monitor, "0.9995"));
    var results = new ArrayList<ProbeResult>();
    results.addAll(Probes.steady(monitor, noon.minusSeconds(600), noon, Verdict.GOOD));
    results.add(Probes.at(monitor, noon.minusSeconds(7_201), Verdict.BAD));
    results.add(Probes.at(monitor, noon.minusSeconds(1), Verdict.UNKNOWN));
    results.add(Probes.at(monitor, noon.minusSeconds(1), Verdict.BAD, true, true));
    results.add(Probes.at(monitor, noon.minusSeconds(1), Verdict.BAD, false, false));
    results.add(Probes.at(monitor, noon.minus(Duration.ofDays(9)), Verdict.BAD));
    results.add(Probes.at(monitor, noon.plus(Duration.ofDays(1)), Verdict.BAD));

    Probes.send(results);
    Probes.send(results);
    Probes.send(List.of(Probes.at(monitor, noon.minusSeconds(5), Verdict.GOOD)));

    Api.awaitValid("twice", 182);
    assertThat(bucket(monitor, noon.minusSeconds(7_210))).isEqualTo(new GoodTotal(0, 1));
    assertThat(bucket(monitor, noon.minusSeconds(20))).isEqualTo(new GoodTotal(3, 3));
    assertThat(bucket(monitor, noon.minusSeconds(10))).isEqualTo(new GoodTotal(4, 4));

    var slo = Api.slo("twice");
    assertThat(slo.getLong("sli.bad")).isEqualTo(1);
    assertThat(slo.getString("sli.ratio")).isEqualTo("0.994505");
    // 1 − (1/182) / 0.0005 = −909/91
    assertThat(slo.getString("budget.leftRatio")).isEqualTo("-9.989011");
    assertThat(slo.getString("budget.totalMinutes")).isEqualTo("21.6");
    assertThat(slo.getString("budget.leftMinutes")).isEqualTo("-215.763");
    assertThat(slo.getString("objective")).isEqualTo("0.9995");
    assertThat(slo.getString("freshAt")).isEqualTo(noon.minusSeconds(5).toString());
  }

  @Test
  void whatCannotBeReadBecomesADeadLetterAndBlocksNothing() {
    Instant noon = TestClock.nextNoon();
    String monitor = "m-" + UUID.randomUUID();
    Api.upload(Api.yaml("letters", monitor, "0.999"));
    var good = Probes.at(monitor, noon, Verdict.GOOD);

    Probes.sendRaw(
        List.of(
            Map.entry(monitor, "{not json"),
            Map.entry(monitor, "null"),
            Map.entry(monitor, "{\"eventId\":\"" + monitor + "\"}"),
            Map.entry(monitor, Probes.json(good).replace(monitor + "-name", "zero\\u0000")),
            Map.entry(monitor, Probes.json(good).replace(monitor + "-name", "half\\ud800")),
            Map.entry(monitor, Probes.json(good).replace("\"good\"", "\"splendid\"")),
            Map.entry(monitor, "raw zero \0 here"),
            Map.entry(monitor, Probes.json(good))));

    Api.awaitValid("letters", 1);
    var letters = deadLetters(monitor, 7);
    assertThat(letters).hasSize(7);
    assertThat(letters)
        .allSatisfy(
            l ->
                assertThat(
                        new String(
                            l.headers().lastHeader("tocsin-reason").value(),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("malformed"));
  }

  @Test
  void twoReplicasCountTheSameEventsOnceAndSumsEqualARecount() throws Exception {
    Instant noon = TestClock.nextNoon();
    var random = Seeded.create();
    String monitor = "m-" + UUID.randomUUID();
    var all = new ArrayList<Intake.Counted>();
    for (int i = 0; i < 3_000; i++) {
      long second = noon.getEpochSecond() - random.between(0, 2 * Grid.DAY);
      all.add(new Intake.Counted(UUID.randomUUID(), monitor, monitor, second, random.chance(0.9)));
    }
    Callable<Integer> replica =
        () -> {
          var store =
              new IntakeStore(dataSource, new BucketStore(), new PartitionStore(dataSource));
          int fresh = 0;
          for (int at = 0; at < all.size(); at += 250) {
            fresh += store.commit(all.subList(at, at + 250), List.of());
          }
          return fresh;
        };

    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = threads.submit(replica);
      var two = threads.submit(replica);
      assertThat(one.get() + two.get()).as(random.replay()).isEqualTo(all.size());
    }

    try (var connection = dataSource.getConnection()) {
      for (int i = 0; i < 200; i++) {
        long from =
            Grid.floor(noon.getEpochSecond() - random.between(0, 2 * Grid.DAY), Grid.BUCKET);
        long to = from + random.between(0, Grid.DAY / Grid.BUCKET) * (long) Grid.BUCKET;
        var span = new Span(from, to);
        var sum =
            windows.sums(connection, List.of(new WindowStore.Window(monitor, span))).getFirst();
        assertThat(sum.counts()).as(random.replay()).isEqualTo(recount(all, span));
      }
      var whole = Span.endingWith(noon, 3 * Grid.DAY).alignedTo(Grid.SLICE);
      var sum =
          windows.sums(connection, List.of(new WindowStore.Window(monitor, whole))).getFirst();
      long slices = all.stream().map(c -> Grid.floor(c.second(), Grid.SLICE)).distinct().count();
      assertThat(sum.measuredSlices()).as(random.replay()).isEqualTo(slices);
    }
  }

  @Test
  void oldPartitionsAreDroppedWholeAndYoungOnesStay() throws SQLException {
    Instant noon = TestClock.nextNoon();
    var partitions = new PartitionStore(dataSource);
    long old = noon.minus(Duration.ofDays(400)).getEpochSecond();
    partitions.ensure(old);
    partitions.ensure(noon.getEpochSecond());

    int dropped = partitions.dropOld(PartitionStore.Table.BUCKET, noon.minus(Duration.ofDays(300)));
    int again = partitions.dropOld(PartitionStore.Table.BUCKET, noon.minus(Duration.ofDays(300)));

    assertThat(dropped).isEqualTo(1);
    assertThat(again).isZero();
    partitions.ensure(old);
  }

  private static GoodTotal recount(List<Intake.Counted> all, Span span) {
    long valid = 0;
    long good = 0;
    for (var one : all) {
      if (one.bucket() >= span.from() && one.bucket() < span.to()) {
        valid++;
        good += one.good() ? 1 : 0;
      }
    }
    return new GoodTotal(good, valid);
  }

  private GoodTotal bucket(String monitor, Instant start) throws SQLException {
    long from = Grid.floor(start.getEpochSecond(), Grid.BUCKET);
    try (var connection = dataSource.getConnection()) {
      return windows
          .buckets(connection, new WindowStore.Window(monitor, new Span(from, from + Grid.BUCKET)))
          .getFirst()
          .counts();
    }
  }

  private static List<ConsumerRecord<String, String>> deadLetters(String key, int expected) {
    var bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    var found = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(Topics.dlq(Topics.PROBE_RESULTS), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Awaitility.await("dead letters")
          .pollInSameThread()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        r -> {
                          if (key.equals(r.key())) {
                            found.add(r);
                          }
                        });
                return found.size() >= expected;
              });
    }
    return found;
  }
}
