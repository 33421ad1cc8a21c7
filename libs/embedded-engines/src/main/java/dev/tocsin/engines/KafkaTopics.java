package dev.tocsin.engines;

import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Makes topics on any Kafka, embedded or not. */
public final class KafkaTopics implements AutoCloseable {

  private static final int LIMIT_SECONDS = 30;
  private static final int DELETION_CHECKS = 300;
  private static final Duration DELETION_PAUSE = Duration.ofMillis(50);

  private final Admin admin;

  public KafkaTopics(String bootstrapServers) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                LIMIT_SECONDS * 1000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000));
  }

  /**
   * Makes those that are missing and leaves the others alone.
   *
   * @param replication copies of each partition; 1 on the embedded broker, -1 for the cluster's
   *     default
   */
  public void createMissing(Collection<Topics.Topic> topics, int replication) {
    var existing = get(admin.listTopics().names());
    var missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(topic -> definition(topic, (short) replication))
            .toList();
    if (!missing.isEmpty()) {
      get(admin.createTopics(missing).all());
    }
  }

  /**
   * Removes every topic whose name starts with {@code prefix}, with what consumers have read, and
   * returns when the broker no longer lists any: it learns of a deletion a little after it is done.
   */
  public void deleteAll(String prefix) {
    var names = namesWith(prefix);
    if (!names.isEmpty()) {
      get(admin.deleteTopics(names).all());
    }
    for (int i = 0; i < DELETION_CHECKS && !namesWith(prefix).isEmpty(); i++) {
      LockSupport.parkNanos(DELETION_PAUSE.toNanos());
    }
    for (var group : List.copyOf(get(admin.listGroups().all()))) {
      try {
        get(admin.deleteConsumerGroups(List.of(group.groupId())).all());
      } catch (IllegalStateException e) {
        // A member is still leaving; its offsets belong to partitions that are gone.
      }
    }
  }

  private Set<String> namesWith(String prefix) {
    return get(admin.listTopics().names()).stream()
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    admin.close();
  }

  private static NewTopic definition(Topics.Topic topic, short replication) {
    var created = new NewTopic(topic.name(), topic.partitions(), replication);
    return topic.compacted() ? created.configs(Map.of("cleanup.policy", "compact")) : created;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka did not do what was asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }
}
