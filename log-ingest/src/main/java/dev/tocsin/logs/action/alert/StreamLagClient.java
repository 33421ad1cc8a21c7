package dev.tocsin.logs.action.alert;

import dev.tocsin.events.Topics;
import dev.tocsin.logs.stream.StreamConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.jboss.logging.Logger;

/**
 * Up to when everything that was accepted is stored. A look notes the time and the ends of all
 * partitions; as soon as the catalogue has reached those ends, that time is settled. This holds
 * under steady load too, where storing never quite catches up.
 */
@Singleton
public class StreamLagClient {

  private static final Logger LOG = Logger.getLogger(StreamLagClient.class);
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Admin admin;
  private final Clock clock;
  private Map<Integer, Long> ends = Map.of();
  private Instant notedAt;
  private Instant settled;

  @Inject
  StreamLagClient(StreamConfig stream, Clock clock) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                stream.bootstrap(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()));
    this.clock = clock;
    this.notedAt = Instant.EPOCH;
    this.settled = Instant.EPOCH;
  }

  /** The newest moment known to be settled; the epoch while none is. */
  synchronized Instant settled(Connection connection) throws SQLException {
    if (reached(connection)) {
      if (notedAt.isAfter(settled)) {
        settled = notedAt;
      }
      Instant now = clock.instant();
      Map<Integer, Long> seen = look();
      if (!seen.isEmpty()) {
        ends = seen;
        notedAt = now;
        // Often nothing is on its way, and the new mark is reached at once.
        if (reached(connection)) {
          settled = notedAt;
        }
      }
    }
    return settled;
  }

  private boolean reached(Connection connection) throws SQLException {
    var stored = new HashMap<Integer, Long>();
    try (var select =
        connection.prepareStatement(
            "SELECT partition_id, next_offset FROM log_partition WHERE topic = ?")) {
      select.setString(1, Topics.LOGS);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          stored.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    return ends.entrySet().stream()
        .allMatch(end -> stored.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private Map<Integer, Long> look() {
    try {
      var topics = admin.describeTopics(List.of(Topics.LOGS)).allTopicNames();
      var wanted = new HashMap<TopicPartition, OffsetSpec>();
      for (var topic : topics.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).values()) {
        for (var part : topic.partitions()) {
          wanted.put(new TopicPartition(Topics.LOGS, part.partition()), OffsetSpec.latest());
        }
      }
      var found = new HashMap<Integer, Long>();
      admin
          .listOffsets(wanted)
          .all()
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> found.put(partition.partition(), end.offset()));
      return found;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("the stream's ends are not known: %s", e.toString());
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
