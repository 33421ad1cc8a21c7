package dev.tocsin.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes messages of channels {@code kafka:<topic>} and waits for the broker's acknowledgement. */
public final class KafkaDelivery implements Delivery, AutoCloseable {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<String, String> producer;

  /** Uses a producer whose {@code acks} must be {@code all}. */
  public KafkaDelivery(Producer<String, String> producer) {
    this.producer = producer;
  }

  /** A delivery with an idempotent producer of its own; Kafka may still be away. */
  public static KafkaDelivery connecting(String bootstrapServers) {
    return new KafkaDelivery(
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                4_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                9_000,
                ProducerConfig.LINGER_MS_CONFIG,
                2,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                8L << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd"),
            new StringSerializer(),
            new StringSerializer()));
  }

  @Override
  public void deliver(OutboxMessage message)
      throws ExecutionException, InterruptedException, TimeoutException {
    String topic = message.channel().substring(message.prefix().length() + 1);
    var record = new ProducerRecord<>(topic, message.key(), message.payload());
    message
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Closes the producer after what is under way. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
