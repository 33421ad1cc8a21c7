package dev.tocsin.logs.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.accounting.Ledger;
import dev.tocsin.logs.catalogue.CatalogueStore;
import dev.tocsin.logs.catalogue.Claim;
import dev.tocsin.logs.catalogue.CommitStep;
import dev.tocsin.logs.segment.SegmentBuffer;
import dev.tocsin.logs.segment.SegmentBuffer.Written;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.LogBatch;
import dev.tocsin.logs.stream.LogPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * From the stream to segments, exactly once. Offsets live in the catalogue and move in the same
 * transaction that makes the rows visible, so Kafka stores none.
 *
 * <pre>
 *   claim partitions ─► read from the catalogue's offset ─► buffer ─► file, fsync ─► commit ─┐
 *        ▲                    ▲                                                             │
 *        └── any failure:     └─────────────────────────────────────────────────────────────┘
 *            forget the buffer, start over from the catalogue
 * </pre>
 */
public final class LogConsumer implements Runnable, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LogConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration WAIT_AFTER_FAILURE = Duration.ofSeconds(2);
  private static final int SESSION_MS = 8000;

  private final WriterSettings settings;
  private final SegmentStore segments;
  private final CatalogueStore catalogue;
  private final LogPublisher publisher;
  private final Witnesses witnesses;
  private final MeterRegistry metrics;
  private final BooleanSupplier diskFull;
  private final Progress progress = new Progress();
  private final Ledger ledger = new Ledger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running = true;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;
  private long oldestNanos;

  /** A writer; run it on a platform thread of its own. */
  public LogConsumer(
      WriterSettings settings,
      SegmentStore segments,
      CatalogueStore catalogue,
      LogPublisher publisher,
      List<FlushWitness> witnesses,
      MeterRegistry metrics) {
    this(settings, segments, catalogue, publisher, witnesses, metrics, () -> false);
  }

  /** A writer that reads and writes nothing while the disk is full. */
  public LogConsumer(
      WriterSettings settings,
      SegmentStore segments,
      CatalogueStore catalogue,
      LogPublisher publisher,
      List<FlushWitness> witnesses,
      MeterRegistry metrics,
      BooleanSupplier diskFull) {
    this.diskFull = diskFull;
    this.settings = settings;
    this.segments = segments;
    this.catalogue = catalogue;
    this.publisher = publisher;
    this.witnesses = new Witnesses(witnesses, metrics);
    this.metrics = metrics;
  }

  /** False once the writer has ended, for whatever reason. */
  public boolean alive() {
    return ended.getCount() > 0;
  }

  @Override
  public void run() {
    try {
      while (running) {
        try (var buffer = segments.newBuffer();
            var consumer = consumer()) {
          current = consumer;
          progress.clear();
          ledger.clear();
          follow(consumer, buffer);
        } catch (WakeupException e) {
          LOG.debug("log writer woken up");
        } catch (SQLException | IOException | RuntimeException e) {
          metrics.counter("tocsin.logs.writer.failures").increment();
          LOG.warn("log writer starts over from the catalogue", e);
          pause();
        }
      }
    } finally {
      current = null;
      ended.countDown();
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer, SegmentBuffer buffer)
      throws SQLException, IOException {
    consumer.subscribe(List.of(settings.topic()), new Assignment(consumer, buffer));
    boolean held = false;
    while (running) {
      boolean full = diskFull.getAsBoolean();
      if (full) {
        // Every time: partitions may have come meanwhile. Polling keeps the membership.
        consumer.pause(consumer.assignment());
      } else if (held) {
        consumer.resume(consumer.assignment());
      }
      held = full;
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, buffer);
          flushIfDue(buffer);
        }
      } catch (OffsetOutOfRangeException e) {
        flush(buffer);
        jump(consumer, e.offsetOutOfRangePartitions());
      }
      flushIfDue(buffer);
    }
    if (!diskFull.getAsBoolean()) {
      flush(buffer);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, SegmentBuffer buffer) {
    if (progress.isEmpty()) {
      oldestNanos = System.nanoTime();
    }
    String refused = append(record, buffer);
    if (refused != null) {
      String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
      LOG.warnf("batch %s goes to the dead letters: %s", origin, refused);
      publisher.deadLetter(record, origin, refused);
      long lost = Math.max(1, header(record, LogBatch.RECORDS, 1));
      metrics.counter("tocsin.logs.dropped", "reason", "undecodable").increment((double) lost);
    }
    progress.seen(record.partition(), record.offset());
  }

  /** Null when the batch is in the buffer, otherwise why it cannot be. */
  private @Nullable String append(ConsumerRecord<byte[], byte[]> record, SegmentBuffer buffer) {
    long project = header(record, LogBatch.PROJECT, -1);
    if (project < 0) {
      return "no project";
    }
    if (record.value() == null) {
      return "no value";
    }
    long received = header(record, LogBatch.RECEIVED, record.timestamp() * 1_000_000);
    long before = buffer.rows();
    try {
      buffer.append(project, record.partition(), record.offset(), received, record.value());
      long rows = buffer.rows() - before;
      long declared = header(record, LogBatch.RECORDS, rows);
      ledger.batch(project, Ledger.day(received), declared, rows);
      return null;
    } catch (InvalidProtocolBufferException e) {
      return "not an OTLP logs request";
    }
  }

  private static long header(ConsumerRecord<?, ?> record, String name, long fallback) {
    var header = record.headers().lastHeader(name);
    try {
      return header == null ? fallback : Long.parseLong(new String(header.value(), UTF_8));
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  private void flushIfDue(SegmentBuffer buffer) throws SQLException, IOException {
    if (diskFull.getAsBoolean()) {
      return;
    }
    var age = Duration.ofNanos(System.nanoTime() - oldestNanos);
    if (!progress.isEmpty() && settings.rule().due(buffer.rows(), buffer.bytes(), age) != null) {
      flush(buffer);
    }
  }

  private void flush(SegmentBuffer buffer) throws SQLException, IOException {
    if (progress.isEmpty()) {
      return;
    }
    if (diskFull.getAsBoolean()) {
      throw new IOException("the disk is full; the rows stay in the stream");
    }
    long start = System.nanoTime();
    var written = buffer.write();
    var effects = witnesses.look(buffer, info(written, buffer));
    var steps = new ArrayList<CommitStep>(effects);
    steps.add(ledger);
    catalogue.commit(settings.topic(), written, progress.ranges(), steps);
    ledger.clear();
    witnesses.committed(effects);
    metrics.counter("tocsin.logs.stored").increment((double) buffer.rows());
    metrics.counter("tocsin.logs.segments.written").increment(written.size());
    buffer.clear();
    progress.committed();
    metrics.timer("tocsin.logs.flush").record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  private FlushInfo info(List<Written> written, SegmentBuffer buffer) {
    var rows = new TreeMap<Long, Long>();
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (Written one : written) {
      var summary = one.file().summary();
      rows.put(one.file().project(), summary.rows());
      min = Math.min(min, summary.minNs());
      max = Math.max(max, summary.maxNs());
    }
    return new FlushInfo(settings.topic(), progress.ranges(), rows, min, max, buffer.promoted());
  }

  /** The stream no longer has what we expect next: say so loudly and go on with what there is. */
  private void jump(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> expected)
      throws SQLException {
    var beginnings = consumer.beginningOffsets(expected.keySet());
    for (var entry : expected.entrySet()) {
      TopicPartition partition = entry.getKey();
      long beginning = beginnings.getOrDefault(partition, 0L);
      LOG.errorf(
          "partition %s has no offset %d any more, going on at %d: batches may be lost",
          partition, entry.getValue(), beginning);
      metrics.counter("tocsin.logs.stream.gaps").increment();
      Claim claim =
          catalogue.reset(
              settings.topic(),
              partition.partition(),
              progress.claim(partition.partition()).epoch(),
              beginning);
      progress.start(partition.partition(), claim);
      consumer.seek(partition, claim.nextOffset());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.ofEntries(
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap()),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, settings.group()),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000),
            Map.entry(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName()),
            Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS),
            Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MS / 4),
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 16),
            Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 << 10),
            Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100),
            Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(WAIT_AFTER_FAILURE.toNanos());
    } catch (InterruptedException e) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what is in the buffer, leaves the group and waits a bounded time for both. */
  @Override
  public void close() {
    running = false;
    try {
      if (!ended.await(5, TimeUnit.SECONDS)) {
        var consumer = current;
        if (consumer != null) {
          consumer.wakeup();
        }
        if (!ended.await(3, TimeUnit.SECONDS)) {
          LOG.warn("log writer did not end in time; its rows stay in the stream");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Partitions come and go. A failure in here reaches {@link #run} through poll. */
  private final class Assignment implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SegmentBuffer buffer;

    Assignment(KafkaConsumer<byte[], byte[]> consumer, SegmentBuffer buffer) {
      this.consumer = consumer;
      this.buffer = buffer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      var numbers = partitions.stream().map(TopicPartition::partition).toList();
      try {
        catalogue
            .claim(settings.topic(), numbers, settings.owner())
            .forEach(
                (number, claim) -> {
                  progress.start(number, claim);
                  consumer.seek(new TopicPartition(settings.topic(), number), claim.nextOffset());
                });
      } catch (SQLException e) {
        throw new KafkaException("partitions could not be claimed", e);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        flush(buffer);
        progress.clear();
      } catch (SQLException | IOException e) {
        throw new KafkaException("rows could not be written before partitions went", e);
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      try {
        buffer.clear();
        progress.clear();
        ledger.clear();
      } catch (SQLException e) {
        throw new KafkaException("buffer could not be cleared", e);
      }
    }
  }
}
