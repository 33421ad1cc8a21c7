package dev.tocsin.logs.catalogue;

import dev.tocsin.logs.segment.SegmentFile;
import dev.tocsin.logs.segment.SegmentFile.Summary;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The catalogue's side of merging, expiry and sweeping. Several processes may do it at once. */
@Singleton
public class CareStore {

  private static final String CANDIDATES =
      """
      SELECT id, project, file, byte_count, generation, min_time_ns, max_time_ns, row_count,
             max_severity, services, level_counts, columns
      FROM segment WHERE removed_at IS NULL AND generation < ? AND created_at < ?
        AND NOT EXISTS (SELECT 1 FROM deletion_segment d
                        WHERE d.segment = segment.id AND d.done_at IS NULL)
      ORDER BY max_time_ns DESC LIMIT 5000
      """;
  private static final String LOCK =
      """
      SELECT id FROM segment WHERE id = ANY (?) AND removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM deletion_segment d
                        WHERE d.segment = segment.id AND d.done_at IS NULL)
      FOR UPDATE SKIP LOCKED
      """;

  private static final String FILES =
      """
      SELECT file FROM segment
      UNION ALL
      SELECT regexp_replace(file, '\\.parquet$', '.filter') FROM segment WHERE filter_bytes > 0
      """;

  /** Writes the merged file. */
  public interface Merging {
    /** Called while the merged segments are locked. */
    SegmentFile merge() throws SQLException, IOException;
  }

  /**
   * A segment that nobody reads any more.
   *
   * @param id the segment
   * @param file path below the data folder
   */
  public record Removed(UUID id, String file) {}

  private final DataSource database;
  private final Transactions transactions;

  /** Works on the service's own database. */
  @Inject
  public CareStore(DataSource database) {
    this.database = database;
    this.transactions = new Transactions(database);
  }

  /** Live segments below a generation that were committed before {@code before}. */
  public List<MergeCandidate> candidates(int belowGeneration, Instant before) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(CANDIDATES)) {
      statement.setInt(1, belowGeneration);
      statement.setObject(2, utc(before));
      var found = new ArrayList<MergeCandidate>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(candidate(rows));
        }
      }
      return found;
    }
  }

  /**
   * Replaces segments by the one that {@code merging} writes, at once for all readers.
   *
   * @return false when another process is at one of them; nothing was written then
   */
  public boolean replace(Collection<UUID> ids, int generation, Merging merging)
      throws SQLException {
    return transactions.in(
        connection -> {
          RewriteLock.share(connection);
          if (!lockAll(connection, ids)) {
            return false;
          }
          CatalogueStore.insert(connection, merge(merging), generation);
          try (var statement =
              connection.prepareStatement(
                  "UPDATE segment SET removed_at = now() WHERE id = ANY (?)")) {
            statement.setArray(1, uuids(connection, ids));
            statement.executeUpdate();
          }
          return true;
        });
  }

  /** Forgets committed ranges that are older than {@code before}. */
  public int forgetRanges(Instant before) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("DELETE FROM log_offset_range WHERE committed_at < ?")) {
      statement.setObject(1, utc(before));
      return statement.executeUpdate();
    }
  }

  /** Segments hidden before {@code before}: no question can still be reading them. */
  public List<Removed> removed(Instant before) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT id, file FROM segment WHERE removed_at < ? LIMIT 1000")) {
      statement.setObject(1, utc(before));
      var found = new ArrayList<Removed>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Removed(rows.getObject(1, UUID.class), rows.getString(2)));
        }
      }
      return found;
    }
  }

  /** Drops the row of a segment whose file is gone. */
  public void forget(UUID id) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "DELETE FROM segment WHERE id = ? AND removed_at IS NOT NULL")) {
      statement.setObject(1, id);
      statement.executeUpdate();
    }
  }

  /** Every file that the catalogue names, filters included. */
  public Set<String> files() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(FILES);
        ResultSet rows = statement.executeQuery()) {
      var files = new HashSet<String>();
      while (rows.next()) {
        files.add(rows.getString(1));
      }
      return files;
    }
  }

  private static SegmentFile merge(Merging merging) throws SQLException {
    try {
      return merging.merge();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean lockAll(Connection connection, Collection<UUID> ids) throws SQLException {
    try (var statement = connection.prepareStatement(LOCK)) {
      statement.setArray(1, uuids(connection, ids));
      int locked = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          locked++;
        }
      }
      return locked == ids.size();
    }
  }

  private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static MergeCandidate candidate(ResultSet row) throws SQLException {
    return new MergeCandidate(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        row.getInt(5),
        List.of((String[]) row.getArray(12).getArray()),
        new Summary(
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getInt(9),
            List.of((String[]) row.getArray(10).getArray()),
            List.of((Long[]) row.getArray(11).getArray())));
  }
}
