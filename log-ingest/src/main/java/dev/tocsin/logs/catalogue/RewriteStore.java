package dev.tocsin.logs.catalogue;

import dev.tocsin.logs.segment.Rewritten;
import dev.tocsin.logs.segment.SegmentFile;
import dev.tocsin.logs.segment.SlotCount;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The catalogue's side of taking rows out of segments, at once for all readers. */
@Singleton
public class RewriteStore {

  private static final String LOCK =
      """
      SELECT id, project, file, columns, generation, applied_policies,
             EXISTS (SELECT 1 FROM deletion_segment d
                     WHERE d.segment = segment.id AND d.done_at IS NULL)
      FROM segment WHERE id = ? AND removed_at IS NULL FOR UPDATE SKIP LOCKED
      """;

  /**
   * A segment that is locked.
   *
   * @param id the segment
   * @param project owner of its rows
   * @param file its name
   * @param columns its promoted columns
   */
  public record Target(UUID id, long project, String file, List<String> columns) {}

  /** Writes the file without the rows. */
  public interface Rewriting {
    /** Called while the segment is locked. */
    Rewritten rewrite(Target target) throws SQLException, IOException;
  }

  /** What else belongs into the transaction. */
  public interface Afterwards {
    /** Called when the catalogue has changed, before it commits. */
    void apply(Connection connection, Rewritten result) throws SQLException;
  }

  private record Locked(Target target, int generation, List<Long> policies, boolean deleting) {}

  private final Transactions transactions;

  /** Works on the service's own database. */
  @Inject
  public RewriteStore(DataSource database) {
    this.transactions = new Transactions(database);
  }

  /**
   * Removes expired rows. Their counts are not touched: they go by time.
   *
   * @param policies what is written down as done
   * @return null when the segment is gone, in other hands, or rows of it are being deleted
   */
  public @Nullable Rewritten expire(UUID segment, Collection<Long> policies, Rewriting rewriting)
      throws SQLException {
    return transactions
        .in(
            connection -> {
              Locked locked = lock(connection, segment);
              if (locked == null || locked.deleting()) {
                return Optional.<Rewritten>empty();
              }
              Rewritten result = run(rewriting, locked.target());
              UUID holder = replace(connection, locked, result);
              if (holder != null) {
                addPolicies(connection, holder, policies);
              }
              return Optional.of(result);
            })
        .orElse(null);
  }

  /**
   * Removes deleted rows and takes them off the counts.
   *
   * @return null when the segment is in other hands
   */
  public @Nullable Rewritten delete(UUID segment, Rewriting rewriting, Afterwards afterwards)
      throws SQLException {
    return transactions
        .in(
            connection -> {
              Locked locked = lock(connection, segment);
              if (locked == null) {
                return Optional.<Rewritten>empty();
              }
              Rewritten result = run(rewriting, locked.target());
              replace(connection, locked, result);
              discount(connection, locked.target().project(), result.removed());
              afterwards.apply(connection, result);
              return Optional.of(result);
            })
        .orElse(null);
  }

  private static Rewritten run(Rewriting rewriting, Target target) throws SQLException {
    try {
      return rewriting.rewrite(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The segment that holds the remaining rows; null when there are none. */
  private static @Nullable UUID replace(Connection connection, Locked old, Rewritten result)
      throws SQLException {
    if (result.removed().isEmpty()) {
      return old.target().id();
    }
    SegmentFile file = result.file();
    if (file != null) {
      CatalogueStore.insert(connection, file, old.generation());
      addPolicies(connection, file.id(), old.policies());
    }
    try (var statement =
        connection.prepareStatement("UPDATE segment SET removed_at = now() WHERE id = ?")) {
      statement.setObject(1, old.target().id());
      statement.executeUpdate();
    }
    return file == null ? null : file.id();
  }

  private static @Nullable Locked lock(Connection connection, UUID segment) throws SQLException {
    RewriteLock.share(connection);
    try (var statement = connection.prepareStatement(LOCK)) {
      statement.setObject(1, segment);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? locked(row) : null;
      }
    }
  }

  private static Locked locked(ResultSet row) throws SQLException {
    return new Locked(
        new Target(
            row.getObject(1, UUID.class),
            row.getLong(2),
            row.getString(3),
            List.of((String[]) row.getArray(4).getArray())),
        row.getInt(5),
        List.of((Long[]) row.getArray(6).getArray()),
        row.getBoolean(7));
  }

  private static void addPolicies(Connection connection, UUID segment, Collection<Long> policies)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE segment SET applied_policies = ARRAY(SELECT DISTINCT unnest("
                + "applied_policies || ?::bigint[])) WHERE id = ?")) {
      statement.setArray(1, connection.createArrayOf("bigint", policies.toArray()));
      statement.setObject(2, segment);
      statement.executeUpdate();
    }
  }

  /** In the order in which writers add, so that nobody waits in a circle. */
  private static void discount(Connection connection, long project, List<SlotCount> removed)
      throws SQLException {
    if (removed.isEmpty()) {
      return;
    }
    var sorted =
        removed.stream()
            .sorted(
                java.util.Comparator.comparingLong(SlotCount::slot)
                    .thenComparing(SlotCount::service)
                    .thenComparingInt(SlotCount::level))
            .toList();
    try (PreparedStatement less =
            connection.prepareStatement(
                "UPDATE log_count SET n = n - ?"
                    + " WHERE project = ? AND slot = ? AND service = ? AND level = ?");
        PreparedStatement none =
            connection.prepareStatement(
                "DELETE FROM log_count WHERE project = ? AND slot BETWEEN ? AND ? AND n <= 0")) {
      for (SlotCount one : sorted) {
        less.setLong(1, one.count());
        less.setLong(2, project);
        less.setLong(3, one.slot());
        less.setString(4, one.service());
        less.setInt(5, one.level());
        less.addBatch();
      }
      less.executeBatch();
      none.setLong(1, project);
      none.setLong(2, sorted.getFirst().slot());
      none.setLong(3, sorted.getLast().slot());
      none.executeUpdate();
    }
  }
}
