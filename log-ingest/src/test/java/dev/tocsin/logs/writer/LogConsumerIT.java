package dev.tocsin.logs.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.Topics;
import dev.tocsin.logs.Logs;
import dev.tocsin.logs.catalogue.CareStore;
import dev.tocsin.logs.catalogue.CatalogueStore;
import dev.tocsin.logs.catalogue.Claim;
import dev.tocsin.logs.catalogue.CommitStep;
import dev.tocsin.logs.catalogue.FencedException;
import dev.tocsin.logs.catalogue.OffsetRange;
import dev.tocsin.logs.segment.SegmentBuffer.Written;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.LogBatch;
import dev.tocsin.logs.stream.LogPublisher;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.testkit.PlatformResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to rows when writers die, compete or meet garbage. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LogConsumerIT {

  private static final int PER_BATCH = 10;

  @Inject DataSource database;
  @Inject SegmentStore segments;
  @Inject CareStore care;
  @Inject LogPublisher publisher;

  @Inject StreamConfig stream;

  private final List<LogConsumer> started = new ArrayList<>();

  @AfterEach
  void stopWriters() {
    started.forEach(LogConsumer::close);
  }

  @Test
  void aWriterKilledBetweenFileAndCommitLosesNothingAndDoublesNothing() throws Exception {
    String topic = newTopic(2);
    String service = Logs.newService("killed");
    send(topic, service, 20);

    var doomed = start(topic, new KilledBeforeCommit(database));
    awaitEnd(doomed);

    assertThat(orphans()).as("the file was written already").isNotEmpty();
    assertThat(Logs.search(Map.of("service", service)).getList("items")).isEmpty();

    start(topic, new CatalogueStore(database));
    var rows = Logs.awaitRows(service, 20 * PER_BATCH);
    assertThat(rows).extracting(row -> row.get("body")).doesNotHaveDuplicates();
  }

  @Test
  void aWriterKilledRightAfterCommitDoublesNothing() throws Exception {
    String topic = newTopic(2);
    String service = Logs.newService("late");
    send(topic, service, 20);

    awaitEnd(start(topic, new KilledAfterCommit(database)));
    send(topic, service, 3);
    start(topic, new CatalogueStore(database));

    Logs.awaitRows(service, 23 * PER_BATCH);
    assertThat(counted(service)).isEqualTo(23 * PER_BATCH);
  }

  @Test
  void aFailedCommitIsTriedAgainFromTheCatalogue() throws Exception {
    String topic = newTopic(1);
    String service = Logs.newService("retry");
    send(topic, service, 5);

    start(topic, new FailingTwice(database));

    Logs.awaitRows(service, 5 * PER_BATCH);
    assertThat(counted(service)).isEqualTo(5 * PER_BATCH);
  }

  @Test
  void twoWritersShareThePartitionsAndOneTakesOverFromTheOther() throws Exception {
    String topic = newTopic(4);
    String service = Logs.newService("pair");
    var first = start(topic, new CatalogueStore(database));
    start(topic, new CatalogueStore(database));

    send(topic, service, 30);
    first.close();
    send(topic, service, 30);

    Logs.awaitRows(service, 60 * PER_BATCH);
    assertThat(counted(service)).isEqualTo(60 * PER_BATCH);
  }

  @Test
  void aStalledWriterWhosePartitionsWentElsewhereStoresNothingTwice() throws Exception {
    String topic = newTopic(1);
    String service = Logs.newService("stalled");
    send(topic, service, 5);

    start(topic, new TakenOverOnce(database));

    Logs.awaitRows(service, 5 * PER_BATCH);
    assertThat(counted(service)).isEqualTo(5 * PER_BATCH);
  }

  @Test
  void aWitnessSeesEveryRowOnceAndItsEffectIsPartOfTheCommit() throws Exception {
    String topic = newTopic(1);
    String service = Logs.newService("seen");
    send(topic, service, 7);
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS witness_test (service text, n bigint)");
    }
    var seen = new Seeing(service);

    start(topic, new FailingTwice(database), List.of(new Broken(), seen));

    Logs.awaitRows(service, 7 * PER_BATCH);
    assertThat(one("SELECT sum(n) FROM witness_test WHERE service = ?", service))
        .isEqualTo(7 * PER_BATCH);
    Awaitility.await().untilAsserted(() -> assertThat(seen.committed).hasValue(7 * PER_BATCH));
  }

  @Test
  void theCatalogueKnowsBlocksColumnsAndFilterOfWhatWasWritten() throws Exception {
    String topic = newTopic(1);
    String service = Logs.newService("shape");
    send(topic, service, 3);
    start(topic, new CatalogueStore(database));
    Logs.awaitRows(service, 3 * PER_BATCH);

    String where = " FROM segment WHERE ? = ANY (services) AND removed_at IS NULL";
    assertThat(one("SELECT min(blocks)" + where, service)).isPositive();
    assertThat(one("SELECT min(filter_bytes)" + where, service)).isPositive();
    assertThat(one("SELECT min(token_rule)" + where, service)).isEqualTo(1);
    assertThat(one("SELECT min(format)" + where, service)).isEqualTo(2);
    assertThat(care.files()).anyMatch(name -> name.endsWith(".filter"));
  }

  @Test
  void aZombieCannotCommit() throws Exception {
    var catalogue = new CatalogueStore(database);
    String topic = "zombie-" + UUID.randomUUID();
    var old = claim(catalogue, topic);
    var young = claim(catalogue, topic);

    assertThat(young.epoch()).isGreaterThan(old.epoch());
    assertThatThrownBy(
            () ->
                catalogue.commit(
                    topic, List.of(), List.of(new OffsetRange(0, old.epoch(), 0, 9)), List.of()))
        .isInstanceOf(FencedException.class);
    catalogue.commit(topic, List.of(), List.of(new OffsetRange(0, young.epoch(), 0, 4)), List.of());
    assertThatThrownBy(
            () ->
                catalogue.commit(
                    topic, List.of(), List.of(new OffsetRange(0, young.epoch(), 0, 9)), List.of()))
        .as("the same offsets again")
        .isInstanceOf(FencedException.class);
    assertThat(claim(catalogue, topic).nextOffset()).isEqualTo(5);
  }

  @Test
  void garbageGoesToTheDeadLettersAndThePartitionGoesOn() throws Exception {
    String service = Logs.newService("after-garbage");
    byte[] garbage = ("garbage for " + service).getBytes(UTF_8);
    try (var producer = producer()) {
      producer.send(record(Topics.LOGS, 0, garbage)).get();
      producer.send(record(Topics.LOGS, 0, batch(service, 0))).get();
    }

    Logs.awaitRows(service, PER_BATCH);
    var letter = deadLetter(garbage);
    assertThat(letter).isEqualTo("not an OTLP logs request");
  }

  private static Claim claim(CatalogueStore catalogue, String topic) throws SQLException {
    return catalogue.claim(topic, List.of(0), "test").values().iterator().next();
  }

  private static class KilledBeforeCommit extends CatalogueStore {
    KilledBeforeCommit(DataSource database) {
      super(database);
    }

    @Override
    public void commit(
        String topic,
        List<Written> written,
        Collection<OffsetRange> ranges,
        Collection<? extends CommitStep> steps) {
      throw new Killed();
    }
  }

  private static class KilledAfterCommit extends CatalogueStore {
    KilledAfterCommit(DataSource database) {
      super(database);
    }

    @Override
    public void commit(
        String topic,
        List<Written> written,
        Collection<OffsetRange> ranges,
        Collection<? extends CommitStep> steps)
        throws SQLException {
      super.commit(topic, written, ranges, steps);
      throw new Killed();
    }
  }

  private static class FailingTwice extends CatalogueStore {
    private final AtomicInteger left = new AtomicInteger(2);

    FailingTwice(DataSource database) {
      super(database);
    }

    @Override
    public void commit(
        String topic,
        List<Written> written,
        Collection<OffsetRange> ranges,
        Collection<? extends CommitStep> steps)
        throws SQLException {
      if (left.getAndDecrement() > 0) {
        throw new SQLException("the database is away");
      }
      super.commit(topic, written, ranges, steps);
    }
  }

  /** While it writes its first file, somebody else claims everything. */
  private static class TakenOverOnce extends CatalogueStore {
    private final CatalogueStore other;
    private boolean taken;

    TakenOverOnce(DataSource database) {
      super(database);
      other = new CatalogueStore(database);
    }

    @Override
    public void commit(
        String topic,
        List<Written> written,
        Collection<OffsetRange> ranges,
        Collection<? extends CommitStep> steps)
        throws SQLException {
      if (!taken) {
        taken = true;
        other.claim(topic, ranges.stream().map(OffsetRange::partition).toList(), "somebody else");
      }
      super.commit(topic, written, ranges, steps);
    }
  }

  private static final class Broken implements FlushWitness {
    @Override
    public Effect look(Connection duck, String table, FlushInfo info) {
      throw new IllegalStateException("a witness with a mistake");
    }
  }

  private static final class Seeing implements FlushWitness {
    private final String service;
    private final AtomicInteger committed = new AtomicInteger();

    Seeing(String service) {
      this.service = service;
    }

    @Override
    public Effect look(Connection duck, String table, FlushInfo info) throws SQLException {
      try (var statement =
          duck.prepareStatement("SELECT count(*) FROM " + table + " WHERE service = ?")) {
        statement.setString(1, service);
        try (var rows = statement.executeQuery()) {
          rows.next();
          return counted(rows.getInt(1));
        }
      }
    }

    private Effect counted(int n) {
      return new Effect() {
        @Override
        public void apply(Connection pg) throws SQLException {
          try (var insert = pg.prepareStatement("INSERT INTO witness_test VALUES (?, ?)")) {
            insert.setString(1, service);
            insert.setLong(2, n);
            insert.executeUpdate();
          }
        }

        @Override
        public void committed() {
          committed.addAndGet(n);
        }
      };
    }
  }

  /** Ends the thread the way a kill would: nothing after it is cleaned up in the database. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private LogConsumer start(String topic, CatalogueStore catalogue) {
    return start(topic, catalogue, List.of());
  }

  private LogConsumer start(String topic, CatalogueStore catalogue, List<FlushWitness> witnesses) {
    var settings =
        new WriterSettings(
            stream.bootstrap(),
            topic,
            "group-" + topic,
            "test",
            new FlushRule(Duration.ofMillis(300), 10_000, 1 << 20));
    var writer =
        new LogConsumer(
            settings, segments, catalogue, publisher, witnesses, new SimpleMeterRegistry());
    started.add(writer);
    Thread.ofPlatform().daemon().uncaughtExceptionHandler((t, e) -> {}).start(writer);
    return writer;
  }

  private static void awaitEnd(LogConsumer writer) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !writer.alive());
  }

  private List<String> orphans() throws Exception {
    var files = new HashSet<>(segments.writtenBefore(Instant.now().plusSeconds(60)));
    files.removeAll(care.files());
    return List.copyOf(files);
  }

  private long counted(String service) throws SQLException {
    return one("SELECT sum(n) FROM log_count WHERE service = ?", service);
  }

  private long one(String sql, String value) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private String newTopic(int partitions) throws Exception {
    String topic = "test-logs-" + UUID.randomUUID();
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", stream.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    return topic;
  }

  private void send(String topic, String service, int batches) throws Exception {
    try (var producer = producer()) {
      for (int i = 0; i < batches; i++) {
        producer.send(record(topic, null, batch(service, i))).get();
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", stream.bootstrap()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable Integer partition, byte[] value) {
    var record = new ProducerRecord<>(topic, partition, new byte[] {1}, value);
    record.headers().add(LogBatch.PROJECT, "1".getBytes(UTF_8));
    return record;
  }

  private static byte[] batch(String service, int number) {
    var scope = ScopeLogs.newBuilder();
    String run = UUID.randomUUID().toString();
    for (int i = 0; i < PER_BATCH; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setSeverityNumberValue(9)
              .setBody(text("row " + run + " " + number + "/" + i)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder().setKey("service.name").setValue(text(service))))
                .addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private String deadLetter(byte[] value) {
    var partition = new TopicPartition(Topics.dlq(Topics.LOGS), 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", stream.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var reasons = new ArrayList<String>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                  if (java.util.Arrays.equals(record.value(), value)) {
                    reasons.add(
                        new String(record.headers().lastHeader("tocsin-reason").value(), UTF_8));
                  }
                }
                return !reasons.isEmpty();
              });
      return reasons.getFirst();
    }
  }
}
