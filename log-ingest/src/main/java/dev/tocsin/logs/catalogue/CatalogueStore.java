package dev.tocsin.logs.catalogue;

import dev.tocsin.logs.segment.SegmentBuffer.Written;
import dev.tocsin.logs.segment.SegmentFile;
import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.logs.segment.SlotCount;
import dev.tocsin.logs.segment.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Writes the catalogue: claims of partitions, and segments together with their offsets. */
@Singleton
public class CatalogueStore {

  private static final String SEGMENT =
      """
      INSERT INTO segment (id, project, file, min_time_ns, max_time_ns, row_count, byte_count,
                           services, level_counts, max_severity, generation, format,
                           columns, blocks, filter_bytes, token_rule)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String COUNTS =
      """
      INSERT INTO log_count (project, slot, service, level, n)
      SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::bigint[])
      ON CONFLICT (project, slot, service, level) DO UPDATE SET n = log_count.n + EXCLUDED.n
      """;

  private final Transactions transactions;

  /** Works on the service's own database. */
  @Inject
  public CatalogueStore(DataSource database) {
    this.transactions = new Transactions(database);
  }

  /** Takes the partitions over; whoever had them can no longer commit. */
  public Map<Integer, Claim> claim(String topic, Collection<Integer> partitions, String owner)
      throws SQLException {
    return transactions.in(connection -> OffsetLedger.claim(connection, topic, partitions, owner));
  }

  /**
   * Goes on at another offset, because the stream no longer has the expected one.
   *
   * @throws FencedException when the claim is no longer the newest
   */
  public Claim reset(String topic, int partition, long epoch, long offset) throws SQLException {
    return transactions.in(
        connection -> OffsetLedger.reset(connection, topic, partition, epoch, offset));
  }

  /**
   * Makes segments visible, moves the offsets on and runs {@code steps}: all of it or nothing.
   *
   * @throws FencedException when a partition belongs to another writer by now; nothing is kept
   */
  public void commit(
      String topic,
      List<Written> written,
      Collection<OffsetRange> ranges,
      Collection<? extends CommitStep> steps)
      throws SQLException {
    transactions.in(
        connection -> {
          OffsetLedger.advance(connection, topic, ranges);
          for (Written one : written) {
            insert(connection, one.file(), 0);
          }
          count(connection, written);
          for (CommitStep step : steps) {
            step.apply(connection);
          }
          return written.size();
        });
  }

  static void insert(Connection connection, SegmentFile segment, int generation)
      throws SQLException {
    var summary = segment.summary();
    try (PreparedStatement statement = connection.prepareStatement(SEGMENT)) {
      statement.setObject(1, segment.id());
      statement.setLong(2, segment.project());
      statement.setString(3, segment.file());
      statement.setLong(4, summary.minNs());
      statement.setLong(5, summary.maxNs());
      statement.setLong(6, summary.rows());
      statement.setLong(7, segment.bytes());
      statement.setArray(8, connection.createArrayOf("text", summary.services().toArray()));
      statement.setArray(9, connection.createArrayOf("bigint", summary.levelCounts().toArray()));
      statement.setInt(10, summary.maxSeverity());
      statement.setInt(11, generation);
      statement.setInt(12, SegmentFormat.VERSION);
      statement.setArray(13, connection.createArrayOf("text", segment.columns().toArray()));
      statement.setInt(14, segment.blocks());
      statement.setLong(15, segment.filterBytes());
      statement.setInt(16, segment.filterBytes() == 0 ? 0 : Tokens.RULE);
      statement.executeUpdate();
    }
  }

  private record CountRow(long project, SlotCount count) {}

  /** In one order for all writers, so that two of them never wait for each other in a circle. */
  private static void count(Connection connection, List<Written> written) throws SQLException {
    var rows =
        written.stream()
            .flatMap(one -> one.counts().stream().map(c -> new CountRow(one.file().project(), c)))
            .sorted(
                Comparator.comparingLong(CountRow::project)
                    .thenComparingLong(row -> row.count().slot())
                    .thenComparing(row -> row.count().service())
                    .thenComparingInt(row -> row.count().level()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
      array(connection, statement, 1, "bigint", rows.stream().map(CountRow::project).toArray());
      array(connection, statement, 2, "bigint", rows.stream().map(r -> r.count().slot()).toArray());
      array(
          connection, statement, 3, "text", rows.stream().map(r -> r.count().service()).toArray());
      array(
          connection,
          statement,
          4,
          "smallint",
          rows.stream().map(r -> r.count().level()).toArray());
      array(
          connection, statement, 5, "bigint", rows.stream().map(r -> r.count().count()).toArray());
      statement.executeUpdate();
    }
  }

  private static void array(
      Connection connection, PreparedStatement statement, int index, String type, Object[] values)
      throws SQLException {
    statement.setArray(index, connection.createArrayOf(type, values));
  }
}
