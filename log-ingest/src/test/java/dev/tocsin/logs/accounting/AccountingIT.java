package dev.tocsin.logs.accounting;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.events.Topics;
import dev.tocsin.logs.Logs;
import dev.tocsin.logs.catalogue.CatalogueStore;
import dev.tocsin.logs.catalogue.CommitStep;
import dev.tocsin.logs.catalogue.OffsetRange;
import dev.tocsin.logs.segment.SegmentBuffer.Written;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.LogBatch;
import dev.tocsin.logs.stream.LogPublisher;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.logs.writer.FlushRule;
import dev.tocsin.logs.writer.LogConsumer;
import dev.tocsin.logs.writer.WriterSettings;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every record that came in is stored, rejected or dropped, and the sums say so exactly. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class AccountingIT {

  private static final String PROJECT = "2";

  private record Sums(long received, long stored, long rejected, long dropped) {}

  @Inject DataSource database;
  @Inject SegmentStore segments;
  @Inject LogPublisher publisher;
  @Inject StreamConfig stream;

  @Test
  void theSumsHoldThroughRejectingDecodingReplayingAndDropping() throws Exception {
    Sums before = sums(PROJECT);
    String service = Logs.newService("account");
    post("""
            {"service":"%1$s","msg":"one"}
            {"service":"%1$s","msg":"two"}
            no json password=hunter2
            {"service":"%1$s","msg":"late","time":"1999-01-01T00:00:00Z","n":1}
            {"service":"%1$s","msg":"three"}
            [1]
            """
            .formatted(service))
        .then()
        .statusCode(200)
        .body("accepted", equalTo(3))
        .body("rejected", equalTo(3));
    garbage(PROJECT, 7);

    awaitSums(before, new Sums(13, 3, 3, 7));
    Logs.awaitRows(service, 3);

    assertThat(letters("not_json").getString("items[0].text"))
        .isEqualTo("no json password=[redacted:password]");
    assertThat(letters("too_old").getString("items[0].text")).contains("\"late\"");
    assertThat(summary().getList("items.reason")).contains("too_old", "not_json");

    replay("reason=too_old", "{}").body("accepted", equalTo(0)).body("rejected", equalTo(1));
    awaitSums(before, new Sums(13, 3, 3, 7));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> letters("too_old").getList("items").size() == 1);
    replay("reason=too_old", "{\"time\":\"now\"}").body("accepted", equalTo(1));
    replay("reason=not_json", "{\"asText\":true,\"service\":\"" + service + "\"}")
        .body("accepted", equalTo(1));
    awaitSums(before, new Sums(13, 5, 1, 7));
    var rows = Logs.awaitRows(service, 5);
    assertThat(rows).extracting(row -> row.get("body")).contains("late");
    assertThat(rows.toString()).contains("original.time");

    given()
        .header("X-Tocsin-Key", TestKeys.RESPONDER_API)
        .delete("/api/v1/dead-letters?project=2&reason=not_an_object")
        .then()
        .statusCode(403);
    given()
        .header("X-Tocsin-Key", TestKeys.MANAGER_API)
        .delete("/api/v1/dead-letters?project=2&reason=not_an_object")
        .then()
        .statusCode(200)
        .body("records", equalTo(1));
    awaitSums(before, new Sums(13, 5, 0, 8));
    assertThat(letters("not_an_object").getList("items")).isEmpty();
    assertThat(account(PROJECT).getInt("inStream.batches")).isZero();
  }

  @Test
  void aWriterKilledBetweenFileAndCommitCountsNothingTwice() throws Exception {
    String project = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000));
    String topic = newTopic();
    for (int i = 0; i < 5; i++) {
      send(topic, project, 10, batch());
    }
    var killed = new SimulatedKill(database);
    var first = start(topic, killed);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !first.alive());
    assertThat(sums(project)).isEqualTo(new Sums(0, 0, 0, 0));

    var second = start(topic, new CatalogueStore(database));
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(sums(project)).isEqualTo(new Sums(50, 50, 0, 0)));
    } finally {
      second.close();
    }
  }

  @Test
  void whileTheDiskIsFullNothingIsWrittenAndNothingIsLost() throws Exception {
    String project = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000));
    String topic = newTopic();
    var full = new AtomicBoolean(true);
    var writer = start(topic, new CatalogueStore(database), full::get);
    for (int i = 0; i < 5; i++) {
      send(topic, project, 10, batch());
    }
    Awaitility.await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> sums(project).equals(new Sums(0, 0, 0, 0)) && writer.alive());

    full.set(false);
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(sums(project)).isEqualTo(new Sums(50, 50, 0, 0)));
    } finally {
      writer.close();
    }
  }

  private static class SimulatedKill extends CatalogueStore {
    SimulatedKill(DataSource database) {
      super(database);
    }

    @Override
    public void commit(
        String topic,
        List<Written> written,
        Collection<OffsetRange> ranges,
        Collection<? extends CommitStep> steps) {
      throw new AssertionError("killed");
    }
  }

  private LogConsumer start(String topic, CatalogueStore catalogue) {
    return start(topic, catalogue, () -> false);
  }

  private LogConsumer start(String topic, CatalogueStore catalogue, BooleanSupplier full) {
    var settings =
        new WriterSettings(
            stream.bootstrap(),
            topic,
            "group-" + topic,
            "test",
            new FlushRule(Duration.ofMillis(300), 10_000, 1 << 20));
    var writer =
        new LogConsumer(
            settings, segments, catalogue, publisher, List.of(), new SimpleMeterRegistry(), full);
    Thread.ofPlatform().daemon().uncaughtExceptionHandler((t, e) -> {}).start(writer);
    return writer;
  }

  private static io.restassured.response.Response post(String lines) {
    return given()
        .header("Authorization", "Bearer " + TestKeys.INGEST_PROJECT_2)
        .contentType("application/x-ndjson")
        .body(lines.getBytes(UTF_8))
        .post("/api/v1/logs");
  }

  private static io.restassured.response.ValidatableResponse replay(String filter, String fixes) {
    return given()
        .header("X-Tocsin-Key", TestKeys.RESPONDER_API)
        .contentType("application/json")
        .body(fixes)
        .post("/api/v1/dead-letters/replay?project=2&" + filter)
        .then()
        .statusCode(200)
        .body("letters", equalTo(1));
  }

  private static JsonPath letters(String reason) {
    return get("/api/v1/dead-letters?project=2&reason=" + reason);
  }

  private static JsonPath summary() {
    return get("/api/v1/dead-letters/summary?project=2");
  }

  private static JsonPath account(String project) {
    return get("/api/v1/accounting?project=" + project);
  }

  private static JsonPath get(String path) {
    return given()
        .header("X-Tocsin-Key", TestKeys.VIEWER_API)
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static Sums sums(String project) {
    JsonPath account = account(project);
    if (account.getList("items").isEmpty()) {
      return new Sums(0, 0, 0, 0);
    }
    assertThat(account.getLong("items[0].unaccounted")).isZero();
    return new Sums(
        account.getLong("items[0].received"),
        account.getLong("items[0].stored"),
        account.getLong("items[0].rejected"),
        account.getLong("items[0].dropped"));
  }

  private static void awaitSums(Sums before, Sums more) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Sums now = sums(PROJECT);
              assertThat(
                      new Sums(
                          now.received - before.received,
                          now.stored - before.stored,
                          now.rejected - before.rejected,
                          now.dropped - before.dropped))
                  .isEqualTo(more);
            });
  }

  private void garbage(String project, int records) throws Exception {
    send(Topics.LOGS, project, records, new byte[] {1, 2, 3, (byte) 0xff});
  }

  private void send(String topic, String project, int records, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stream.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var record = new ProducerRecord<>(topic, new byte[] {1}, value);
      record.headers().add(LogBatch.PROJECT, project.getBytes(UTF_8));
      record.headers().add(LogBatch.RECORDS, Integer.toString(records).getBytes(UTF_8));
      producer.send(record).get();
    }
  }

  private static byte[] batch() {
    var scope = ScopeLogs.newBuilder();
    for (int i = 0; i < 10; i++) {
      scope.addLogRecords(LogRecord.newBuilder().setSeverityNumberValue(9));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  private String newTopic() throws Exception {
    String topic = "test-account-" + UUID.randomUUID();
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", stream.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    return topic;
  }
}
