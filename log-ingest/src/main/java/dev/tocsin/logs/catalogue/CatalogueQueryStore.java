package dev.tocsin.logs.catalogue;

import dev.tocsin.logs.record.LogFilter;
import dev.tocsin.logs.segment.SlotCount;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue: which files can hold an answer, and counts that need no file at all. */
@Singleton
public class CatalogueQueryStore {

  private static final long NS_PER_SLOT = SlotCount.SECONDS * 1_000_000_000L;

  /**
   * Rows of one level from a point in time on.
   *
   * @param start seconds since the epoch
   * @param level 0 unknown, 1 trace … 6 fatal
   * @param count number of rows
   */
  public record StepTotal(long start, int level, long count) {}

  /**
   * A service that has rows.
   *
   * @param name the service
   * @param rows rows in the range
   * @param errors rows at level error or fatal
   */
  public record ServiceTotal(String name, long rows, long errors) {}

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public CatalogueQueryStore(DataSource database) {
    this.database = database;
  }

  /**
   * Rows per step and level, from the counts alone. The range is widened to whole slots of ten
   * seconds; steps count from the filter's start.
   */
  public List<StepTotal> totals(@Nullable Long project, LogFilter filter, long stepSeconds)
      throws SQLException {
    String sql =
        """
        SELECT ? + ((slot * 10 - ?) / ?) * ? AS start, level, sum(n) FROM log_count
        WHERE slot >= ? AND slot < ? AND level >= ?
          AND (?::bigint IS NULL OR project = ?) AND (?::text IS NULL OR service = ?)
        GROUP BY start, level
        """;
    long from = Math.floorDiv(filter.fromNs(), NS_PER_SLOT) * SlotCount.SECONDS;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from);
      statement.setLong(2, from);
      statement.setLong(3, stepSeconds);
      statement.setLong(4, stepSeconds);
      statement.setLong(5, from / SlotCount.SECONDS);
      statement.setLong(6, Math.ceilDiv(filter.toNs(), NS_PER_SLOT));
      statement.setInt(7, (filter.minSeverity() + 3) / 4);
      optional(statement, 8, project, filter.service());
      var totals = new ArrayList<StepTotal>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          totals.add(new StepTotal(rows.getLong(1), rows.getInt(2), rows.getLong(3)));
        }
      }
      return totals;
    }
  }

  /** Services with rows in the range, the loudest first. */
  public List<ServiceTotal> services(@Nullable Long project, long fromNs, long toNs, int limit)
      throws SQLException {
    String sql =
        """
        SELECT service, sum(n), coalesce(sum(n) FILTER (WHERE level >= 5), 0) FROM log_count
        WHERE slot >= ? AND slot < ? AND (?::bigint IS NULL OR project = ?)
        GROUP BY service ORDER BY 2 DESC, service LIMIT ?
        """;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, Math.floorDiv(fromNs, NS_PER_SLOT));
      statement.setLong(2, Math.ceilDiv(toNs, NS_PER_SLOT));
      statement.setObject(3, project);
      statement.setObject(4, project);
      statement.setInt(5, limit);
      var found = new ArrayList<ServiceTotal>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new ServiceTotal(rows.getString(1), rows.getLong(2), rows.getLong(3)));
        }
      }
      return found;
    }
  }

  private static void optional(
      PreparedStatement statement, int index, @Nullable Long project, @Nullable String service)
      throws SQLException {
    statement.setObject(index, project);
    statement.setObject(index + 1, project);
    statement.setString(index + 2, service);
    statement.setString(index + 3, service);
  }
}
