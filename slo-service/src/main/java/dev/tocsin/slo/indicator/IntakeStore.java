package dev.tocsin.slo.indicator;

import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.outbox.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The one transaction of a batch: what it counts and what it refuses, or nothing of it. */
@ApplicationScoped
public class IntakeStore {

  private final DataSource dataSource;
  private final BucketStore buckets;
  private final PartitionStore partitions;

  IntakeStore(DataSource dataSource, BucketStore buckets, PartitionStore partitions) {
    this.dataSource = dataSource;
    this.buckets = buckets;
    this.partitions = partitions;
  }

  /** Keeps records that cannot be counted as dead letters. */
  public void refuse(List<ConsumerRecord<String, String>> records) throws SQLException {
    commit(
        List.of(),
        records.stream().map(record -> DeadLetterPublisher.of(record, "refused")).toList());
  }

  /**
   * Commits a batch.
   *
   * @return how many of {@code counted} had not been counted before
   */
  public int commit(List<Intake.Counted> counted, List<OutboxMessage> dead) throws SQLException {
    var days = new TreeSet<Long>();
    for (Intake.Counted one : counted) {
      days.add(Grid.floor(one.second(), Grid.DAY));
      days.add(Grid.floor(one.heardOn(), Grid.DAY));
    }
    for (long day : days) {
      partitions.ensure(day);
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        int fresh = buckets.add(connection, counted);
        if (!dead.isEmpty()) {
          OutboxStore.append(connection, dead);
        }
        connection.commit();
        return fresh;
      } catch (SQLException failure) {
        connection.rollback();
        throw failure;
      }
    }
  }
}
