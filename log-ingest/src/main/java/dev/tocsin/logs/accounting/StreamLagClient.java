package dev.tocsin.logs.accounting;

import dev.tocsin.logs.stream.StreamConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How much of a topic is not accounted for yet. */
@Singleton
class StreamLagClient {

  private static final int LIMIT_MS = 2000;

  private final AccountStore accounts;
  private final StreamConfig stream;
  private @Nullable Admin kafka;

  @Inject
  StreamLagClient(AccountStore accounts, StreamConfig stream) {
    this.accounts = accounts;
    this.stream = stream;
  }

  /** Kafka records that wait; null when Kafka does not answer. */
  @Nullable Long of(String topic) throws SQLException {
    Map<Integer, Long> next = accounts.nextOffsets(topic);
    try {
      var described =
          admin()
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(LIMIT_MS, TimeUnit.MILLISECONDS)
              .get(topic);
      if (described == null) {
        return null;
      }
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      described
          .partitions()
          .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
      var ends = admin().listOffsets(asked).all().get(LIMIT_MS, TimeUnit.MILLISECONDS);
      return ends.entrySet().stream()
          .mapToLong(
              end -> {
                long from = next.getOrDefault(end.getKey().partition(), 0L);
                return Math.max(0, end.getValue().offset() - from);
              })
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private synchronized Admin admin() {
    var open = kafka;
    if (open == null) {
      open =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  stream.bootstrap(),
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  LIMIT_MS,
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  LIMIT_MS));
      kafka = open;
    }
    return open;
  }

  @PreDestroy
  synchronized void close() {
    var open = kafka;
    if (open != null) {
      open.close(Duration.ofSeconds(1));
    }
  }
}
