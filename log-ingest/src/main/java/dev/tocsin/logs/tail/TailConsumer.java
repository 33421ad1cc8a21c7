package dev.tocsin.logs.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.events.Topics;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.segment.SegmentBuffer;
import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.LogBatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the stream from its end and lets every listener's condition look at each small batch of
 * rows. It is in no consumer group and commits nothing. When it falls behind, it jumps to the end
 * and says so.
 */
final class TailConsumer implements Runnable, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TailConsumer.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long MAX_LAG_MS = 5000;
  private static final int MAX_ROWS = 20_000;
  private static final int MAX_BYTES = 16 << 20;

  private final String bootstrap;
  private final SegmentStore segments;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final List<Listener> listeners;
  private volatile boolean running = true;

  TailConsumer(
      String bootstrap,
      SegmentStore segments,
      Clock clock,
      MeterRegistry metrics,
      List<Listener> listeners) {
    this.bootstrap = bootstrap;
    this.segments = segments;
    this.clock = clock;
    this.metrics = metrics;
    this.listeners = listeners;
  }

  @Override
  public void run() {
    while (running) {
      try (var buffer = segments.newBuffer();
          var consumer = consumer()) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(Topics.LOGS, CONNECT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, CONNECT));
        follow(consumer, buffer);
      } catch (SQLException | KafkaException e) {
        metrics.counter("tocsin.logs.tail.failures").increment();
        LOG.warn("live tail starts over", e);
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer, SegmentBuffer buffer)
      throws SQLException {
    while (running) {
      long late = 0;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TICK)) {
        take(record, buffer);
        late = Math.max(late, clock.millis() - record.timestamp());
        if (buffer.rows() >= MAX_ROWS || buffer.bytes() >= MAX_BYTES) {
          show(buffer);
        }
      }
      show(buffer);
      if (late > MAX_LAG_MS) {
        jump(consumer);
      }
      listeners.forEach(Listener::tick);
    }
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, SegmentBuffer buffer) {
    var project = record.headers().lastHeader(LogBatch.PROJECT);
    if (project == null || record.value() == null) {
      return;
    }
    try {
      buffer.append(
          Long.parseLong(new String(project.value(), UTF_8)),
          record.partition(),
          record.offset(),
          record.timestamp() * 1_000_000,
          record.value());
    } catch (InvalidProtocolBufferException | NumberFormatException e) {
      LOG.debug("batch is left to the writer, which puts it to the dead letters", e);
    }
  }

  private void show(SegmentBuffer buffer) throws SQLException {
    if (buffer.rows() == 0) {
      return;
    }
    try {
      buffer.show();
      var rows = new TailRows(buffer.connection(), buffer.table(), Columns.of(buffer.promoted()));
      for (Listener listener : listeners) {
        try {
          rows.offerTo(listener);
        } catch (SQLException e) {
          LOG.warn("a listener's condition cannot be evaluated", e);
          listener.end("the condition cannot be evaluated");
        }
      }
    } finally {
      buffer.clear();
    }
  }

  private void jump(KafkaConsumer<byte[], byte[]> consumer) {
    var ends = consumer.endOffsets(consumer.assignment(), CONNECT);
    long skipped = 0;
    for (var end : ends.entrySet()) {
      skipped += Math.max(0, end.getValue() - consumer.position(end.getKey(), CONNECT));
      consumer.seek(end.getKey(), end.getValue());
    }
    long batches = skipped;
    if (batches > 0) {
      metrics.counter("tocsin.logs.tail.skipped.batches").increment((double) batches);
      listeners.forEach(listener -> listener.skip(batches));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            10_000,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            2 << 20),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Ends at the next tick. */
  @Override
  public void close() {
    running = false;
  }
}
