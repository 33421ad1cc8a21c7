package dev.tocsin.logs.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.accounting.Ledger;
import dev.tocsin.logs.catalogue.CatalogueStore;
import dev.tocsin.logs.catalogue.Claim;
import dev.tocsin.logs.catalogue.OffsetRange;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves dead letters from the topic into the table, exactly once: letters, account and offsets
 * change in one transaction, under a claim that fences whoever had the partition before.
 */
public final class DeadLetterConsumer implements Runnable, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(DeadLetterConsumer.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int SESSION_MS = 8000;

  private final String bootstrap;
  private final String topic;
  private final String owner;
  private final CatalogueStore catalogue;
  private final MeterRegistry metrics;
  private final Map<Integer, Claim> claims = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running = true;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

  /** A consumer of {@code topic}; run it on a platform thread of its own. */
  public DeadLetterConsumer(
      String bootstrap,
      String topic,
      String owner,
      CatalogueStore catalogue,
      MeterRegistry metrics) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.owner = owner;
    this.catalogue = catalogue;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      while (running) {
        try (var consumer = consumer()) {
          current = consumer;
          claims.clear();
          follow(consumer);
        } catch (WakeupException e) {
          LOG.debug("dead-letter consumer woken up");
        } catch (SQLException | RuntimeException e) {
          metrics.counter("tocsin.logs.dead.letter.failures").increment();
          LOG.warn("dead letters are read again from the last committed one", e);
          pause();
        }
      }
    } finally {
      current = null;
      ended.countDown();
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) throws SQLException {
    consumer.subscribe(List.of(topic), new Assignment(consumer));
    while (running) {
      try {
        keep(consumer.poll(POLL));
      } catch (OffsetOutOfRangeException e) {
        jump(consumer, e.offsetOutOfRangePartitions());
      }
    }
  }

  private void keep(ConsumerRecords<byte[], byte[]> records) throws SQLException {
    for (TopicPartition partition : records.partitions()) {
      Claim claim = claims.get(partition.partition());
      if (claim == null) {
        throw new IllegalStateException(partition + " is not ours");
      }
      var letters = records.records(partition);
      long last = letters.getLast().offset();
      var range = new OffsetRange(partition.partition(), claim.epoch(), claim.nextOffset(), last);
      catalogue.commit(
          topic, List.of(), List.of(range), List.of(connection -> keep(connection, letters)));
      claims.put(partition.partition(), new Claim(claim.epoch(), last + 1));
      metrics.counter("tocsin.logs.dead.letters").increment(letters.size());
    }
  }

  private static void keep(Connection connection, List<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    var ledger = new Ledger();
    for (var record : records) {
      keep(connection, record, ledger);
    }
    ledger.apply(connection);
  }

  /** A batch that was in the stream once is lost; refused input can be sent again. */
  private static void keep(
      Connection connection, ConsumerRecord<byte[], byte[]> record, Ledger ledger)
      throws SQLException {
    String batch = text(record, DeadLetter.ORIGIN, "");
    boolean lost = !batch.isEmpty();
    DeadLetter letter = letter(record, batch);
    boolean counts =
        letter.raw().length == 0 && !lost
            || LetterStore.insert(
                connection,
                letter,
                record.value() != null && record.value().length > letter.raw().length,
                lost,
                lost ? batch : record.topic() + "-" + record.partition() + "@" + record.offset());
    if (counts) {
      var day = Ledger.day(letter.receivedNs());
      ledger.received(letter.project(), day, letter.records());
      if (lost) {
        ledger.dropped(letter.project(), day, "undecodable", letter.records());
      } else {
        ledger.rejected(letter.project(), day, letter.reason(), letter.records());
      }
    }
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, String batch) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    return new DeadLetter(
        Math.max(0, number(record, DeadLetter.PROJECT, 0)),
        text(record, DeadLetter.PROTOCOL, "stream"),
        text(record, DeadLetter.REASON, "unknown"),
        text(record, DeadLetter.POSITION, batch),
        number(record, DeadLetter.RECEIVED, record.timestamp() * 1_000_000),
        Math.max(1, number(record, DeadLetter.RECORDS, 1)),
        value.length > DeadLetter.MAX_RAW ? Arrays.copyOf(value, DeadLetter.MAX_RAW) : value);
  }

  private static String text(ConsumerRecord<?, ?> record, String name, String fallback) {
    var header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return fallback;
    }
    // PostgreSQL's text takes every character but this one.
    String text = new String(header.value(), UTF_8).replace('\0', ' ');
    return text.length() <= 200 ? text : text.substring(0, 200);
  }

  private static long number(ConsumerRecord<?, ?> record, String name, long fallback) {
    try {
      String text = text(record, name, "");
      return text.isEmpty() ? fallback : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  private void jump(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> expected)
      throws SQLException {
    var beginnings = consumer.beginningOffsets(expected.keySet());
    for (TopicPartition partition : expected.keySet()) {
      long beginning = beginnings.getOrDefault(partition, 0L);
      LOG.errorf(
          "%s has no offset %d any more, going on at %d: dead letters may be lost",
          partition, expected.get(partition), beginning);
      metrics.counter("tocsin.logs.stream.gaps").increment();
      Claim old = claims.get(partition.partition());
      if (old != null) {
        var claim = catalogue.reset(topic, partition.partition(), old.epoch(), beginning);
        claims.put(partition.partition(), claim);
        consumer.seek(partition, claim.nextOffset());
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            "log-ingest-dead-letters-" + topic,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            SESSION_MS,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            SESSION_MS / 4,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            500,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            2 << 20),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves the group and waits a bounded time for that. */
  @Override
  public void close() {
    running = false;
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!ended.await(5, TimeUnit.SECONDS)) {
        LOG.warn("dead-letter consumer did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Assignment implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;

    Assignment(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      var numbers = new ArrayList<Integer>();
      partitions.forEach(partition -> numbers.add(partition.partition()));
      try {
        catalogue
            .claim(topic, numbers, owner)
            .forEach(
                (number, claim) -> {
                  claims.put(number, claim);
                  consumer.seek(new TopicPartition(topic, number), claim.nextOffset());
                });
      } catch (SQLException e) {
        throw new KafkaException("partitions could not be claimed", e);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> claims.remove(partition.partition()));
    }
  }
}
