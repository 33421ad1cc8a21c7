package dev.tocsin.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tocsin.events.AccessChange;
import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code access.v1} from its beginning into an {@link AccessRegistry} and stays with it, so
 * that a revoked key stops working at once. Every process reads the whole topic: it is compacted
 * and has one partition. While Kafka is away the registry keeps what it knows.
 */
public final class AccessFeed implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AccessFeed.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ACCESS, 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration WAIT_AFTER_ERROR = Duration.ofSeconds(2);

  private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
  private final AccessRegistry registry;
  private final String bootstrapServers;
  private volatile boolean running = true;
  private volatile boolean caughtUp;
  private volatile @Nullable KafkaConsumer<String, String> reading;
  private final Thread loop = Thread.ofPlatform().name("access-feed").daemon().unstarted(this::run);

  /** Feeds {@code registry} from the given cluster; call {@link #start()}. */
  public AccessFeed(AccessRegistry registry, String bootstrapServers) {
    this.registry = registry;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts the feed's own thread; returns at once, also when Kafka is away. */
  public void start() {
    loop.start();
  }

  /** True once everything that stood in the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    while (running) {
      try (var consumer = consumer()) {
        reading = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        running = false;
      } catch (KafkaException e) {
        if (running) {
          LOG.warnf("access feed: Kafka cannot be read, trying on: %s", e.toString());
          pause();
        }
      }
    }
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            1 << 20,
            ConsumerConfig.RECEIVE_BUFFER_CONFIG,
            32 << 10),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private void follow(KafkaConsumer<String, String> consumer) {
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
    while (running) {
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        take(record);
      }
      caughtUp = caughtUp || consumer.position(PARTITION) >= end;
    }
  }

  private void take(ConsumerRecord<String, String> record) {
    if (record.value() == null) {
      return;
    }
    try {
      registry.apply(json.readValue(record.value(), AccessChange.class));
    } catch (JsonProcessingException e) {
      // The record may come from a newer console; the others still count. Its value is not logged.
      LOG.warnf(
          "access feed: record %s at offset %d was not understood", record.key(), record.offset());
    }
  }

  private void pause() {
    try {
      Thread.sleep(WAIT_AFTER_ERROR);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** Stops reading; the registry keeps what it knows. */
  @Override
  public void close() {
    running = false;
    KafkaConsumer<String, String> consumer = reading;
    if (consumer != null) {
      // The one call that another thread may make: it ends the poll without an error in the log.
      consumer.wakeup();
    }
  }
}
