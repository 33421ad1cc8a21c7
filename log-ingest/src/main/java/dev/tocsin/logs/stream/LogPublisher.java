package dev.tocsin.logs.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.events.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one producer of this process. What it confirms, every in-sync replica has. */
@Singleton
public class LogPublisher {

  private static final int MAX_RECORD = 1_000_000;
  private static final int BATCH_BYTES = 256 << 10;
  private static final long BUFFER_BYTES = 24L << 20;

  private static final Logger LOG = Logger.getLogger(LogPublisher.class);
  private static final long REPORT_EVERY_NS = 5_000_000_000L;

  private final AtomicLong reported = new AtomicLong(System.nanoTime() - 2 * REPORT_EVERY_NS);
  private final StreamConfig config;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /** Connects when the first batch is sent, so that the service starts without Kafka. */
  @Inject
  public LogPublisher(StreamConfig config) {
    this.config = config;
  }

  /**
   * Sends all batches, waits for all answers.
   *
   * @return per batch, in order, whether it is confirmed
   */
  public List<Boolean> publish(List<LogBatch> batches) {
    var answers = new ArrayList<CompletableFuture<Boolean>>(batches.size());
    for (LogBatch batch : batches) {
      boolean away = answers.stream().anyMatch(answer -> answer.isDone() && !answer.join());
      answers.add(away ? CompletableFuture.completedFuture(false) : send(batch));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /**
   * Puts a record that could not be handled aside, with the reason and the headers it came with,
   * and waits for the answer.
   *
   * @throws KafkaException when the cluster did not confirm it
   */
  public void deadLetter(ConsumerRecord<byte[], byte[]> refused, String origin, String reason) {
    var record =
        new ProducerRecord<>(Topics.dlq(Topics.LOGS), null, refused.key(), refused.value());
    for (String name : List.of(LogBatch.PROJECT, LogBatch.RECEIVED, LogBatch.RECORDS)) {
      var header = refused.headers().lastHeader(name);
      if (header != null) {
        record.headers().add(header);
      }
    }
    record.headers().add("tocsin-reason", reason.getBytes(UTF_8));
    record.headers().add("tocsin-origin", origin.getBytes(UTF_8));
    try {
      send(record).join();
    } catch (CompletionException e) {
      throw new KafkaException("the dead letter was not confirmed", e.getCause());
    }
  }

  private CompletableFuture<Boolean> send(LogBatch batch) {
    var record =
        new ProducerRecord<byte[], byte[]>(Topics.LOGS, batch.key().getBytes(UTF_8), batch.value());
    header(record, LogBatch.PROJECT, batch.project());
    header(record, LogBatch.RECEIVED, batch.receivedNs());
    header(record, LogBatch.RECORDS, batch.records());
    String idempotency = batch.idempotency();
    if (idempotency != null) {
      record.headers().add(LogBatch.IDEMPOTENCY, idempotency.getBytes(UTF_8));
    }
    return send(record)
        .handle(
            (done, error) -> {
              if (error != null) {
                report(error);
              }
              return error == null;
            });
  }

  /** Once in a while, for every request fails as long as the cluster is away. */
  private void report(Throwable error) {
    long now = System.nanoTime();
    long last = reported.get();
    if (now - last > REPORT_EVERY_NS && reported.compareAndSet(last, now)) {
      LOG.warnf("the log stream did not confirm a batch: %s", error);
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, long value) {
    record.headers().add(name, Long.toString(value).getBytes(UTF_8));
  }

  /** Sends one record; the answer completes when every in-sync replica has it, or it failed. */
  public CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    var answer = new CompletableFuture<Void>();
    try {
      var unused =
          producer()
              .send(
                  record,
                  (metadata, error) -> {
                    if (error == null) {
                      answer.complete(null);
                    } else {
                      answer.completeExceptionally(error);
                    }
                  });
    } catch (KafkaException | IllegalStateException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    var open = producer;
    if (open == null) {
      open = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  private Map<String, Object> settings() {
    int delivery = (int) config.deliveryTimeout().toMillis();
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap()),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression()),
        // A tenth larger than level 3, a fifth less work.
        Map.entry(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1),
        // A request with many services makes small records: they travel together.
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.maxBlock().toMillis()),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2),
        Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES));
  }

  @PreDestroy
  void close() {
    var open = producer;
    if (open != null) {
      open.close(Duration.ofSeconds(5));
    }
  }
}
