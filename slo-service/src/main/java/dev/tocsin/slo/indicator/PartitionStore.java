package dev.tocsin.slo.indicator;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Partitions by time: made when the first count needs them, dropped whole when they are old. An
 * advisory lock lets one replica at a time change the set.
 */
@ApplicationScoped
public class PartitionStore {

  private static final long LOCK = 0x746f_6373_696e_0001L;

  private final DataSource dataSource;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  PartitionStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Makes sure that counts for {@code second} have a place; outside of any transaction. */
  public void ensure(long second) throws SQLException {
    for (Table table : Table.values()) {
      long start = Grid.floor(second, table.length);
      if (!known.contains(table.partition(start))) {
        create(table, start);
      }
    }
  }

  private void create(Table table, long start) throws SQLException {
    String name = table.partition(start);
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM (%d) TO (%d)"
              .formatted(name, table.parent(), start, start + table.length));
      connection.commit();
    }
    known.add(name);
  }

  /** Drops partitions that end before the start of what is kept; answers how many. */
  public int dropOld(Table table, Instant keepFrom) throws SQLException {
    int dropped = 0;
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      try (var rows =
          connection
              .createStatement()
              .executeQuery(
                  "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '%s'::regclass"
                      .formatted(table.parent()))) {
        while (rows.next()) {
          String name = rows.getString(1);
          if (table.startOf(name) + table.length <= keepFrom.getEpochSecond()) {
            statement.execute("DROP TABLE " + name);
            known.remove(name);
            dropped++;
          }
        }
      }
      connection.commit();
    }
    return dropped;
  }

  /** Partitioned tables and the length of a partition in seconds. */
  public enum Table {
    /** Ten-second buckets, by day. */
    BUCKET(Grid.DAY),
    /** Coarser sums, by thirty days. */
    ROLLUP(30L * Grid.DAY),
    /** Event ids, by day. */
    SEEN_EVENT(Grid.DAY);

    private final long length;

    Table(long length) {
      this.length = length;
    }

    String parent() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    String partition(long start) {
      return parent() + "_p" + start;
    }

    long startOf(String partition) {
      return Long.parseLong(partition.substring(partition.lastIndexOf("_p") + 2));
    }
  }
}
