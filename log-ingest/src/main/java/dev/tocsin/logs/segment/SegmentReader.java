package dev.tocsin.logs.segment;

import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.LogFilter;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.record.Severity;
import dev.tocsin.logs.segment.files.Lease;
import dev.tocsin.logs.segment.files.SegmentFiles;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments on one connection for one question. Everything a user gave is a bound parameter.
 */
public final class SegmentReader implements AutoCloseable {

  /**
   * Rows of one level in one step of a histogram.
   *
   * @param step number of the step, from 0
   * @param level 0 unknown, 1 trace … 6 fatal
   * @param count number of rows
   */
  public record StepCount(long step, int level, long count) {}

  /**
   * A message and how often it occurred.
   *
   * @param body the message
   * @param count number of rows
   */
  public record MessageCount(String body, long count) {}

  private final SegmentFiles folder;
  private final DuckDBConnection connection;
  private final QueryHandle handle;
  private final List<Lease> leases = new ArrayList<>();

  SegmentReader(SegmentFiles folder, DuckDBConnection connection, QueryHandle handle) {
    this.folder = folder;
    this.connection = connection;
    this.handle = handle;
  }

  /** Whether the question should stop here. */
  public boolean over() {
    return handle.over();
  }

  /** The first {@code limit} matching rows behind {@code after}, newest or oldest first. */
  public List<LogEntry> page(
      Collection<String> files,
      LogFilter filter,
      @Nullable Place after,
      boolean descending,
      int limit)
      throws SQLException {
    var where = new Where(filter);
    if (after != null) {
      where.behind(after, descending);
    }
    String way = descending ? " DESC" : " ASC";
    String order =
        " ORDER BY time_ns" + way + ", k_partition" + way + ", k_offset" + way + ", k_index" + way;
    String sql =
        "SELECT " + WholeRows.COLUMNS + from(files) + where.sql() + order + " LIMIT " + limit;
    return ask(
        sql,
        where.values(),
        rows -> {
          var page = new ArrayList<LogEntry>();
          while (rows.next()) {
            page.add(row(rows));
          }
          return page;
        });
  }

  /** Matching rows per step of {@code stepNs} from the filter's start, and level. */
  public List<StepCount> counts(Collection<String> files, LogFilter filter, long stepNs)
      throws SQLException {
    var where = new Where(filter);
    String sql =
        "SELECT (time_ns - %d) // %d AS step, ((severity + 3) // 4) AS level, count(*)"
                .formatted(filter.fromNs(), stepNs)
            + from(files)
            + where.sql()
            + " GROUP BY step, level";
    return ask(
        sql,
        where.values(),
        rows -> {
          var counts = new ArrayList<StepCount>();
          while (rows.next()) {
            counts.add(new StepCount(rows.getLong(1), rows.getInt(2), rows.getLong(3)));
          }
          return counts;
        });
  }

  /** The most frequent bodies among the matching rows. */
  public List<MessageCount> topMessages(Collection<String> files, LogFilter filter, int limit)
      throws SQLException {
    var where = new Where(filter);
    String sql =
        "SELECT left(body, 300) AS message, count(*) AS n"
            + from(files)
            + where.sql()
            + " GROUP BY message ORDER BY n DESC, message LIMIT "
            + limit;
    return ask(
        sql,
        where.values(),
        rows -> {
          var top = new ArrayList<MessageCount>();
          while (rows.next()) {
            top.add(new MessageCount(rows.getString(1), rows.getLong(2)));
          }
          return top;
        });
  }

  private String from(Collection<String> files) throws SQLException {
    var lease = folder.open(files, Duration.ofNanos(handle.remainingNanos()));
    leases.add(lease);
    if (!lease.complete()) {
      throw new SQLException("segments cannot be read at present: " + lease.missing());
    }
    return WholeRows.from(connection, SegmentSql.files(lease.paths()));
  }

  /** Gives the files back. */
  @Override
  public void close() {
    leases.forEach(Lease::close);
    leases.clear();
  }

  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T ask(String sql, List<Object> values, Reading<T> reading) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      handle.begin(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      } finally {
        handle.end();
      }
    } catch (SQLException e) {
      throw handle.over() || String.valueOf(e.getMessage()).startsWith("INTERRUPT")
          ? new QueryStopped(e)
          : e;
    }
  }

  static LogEntry row(ResultSet rows) throws SQLException {
    return new LogEntry(
        new RecordId(rows.getInt(12), rows.getLong(13), rows.getInt(14)),
        rows.getLong(1),
        rows.getLong(2),
        new Severity(rows.getInt(3), rows.getString(4)),
        rows.getString(5),
        rows.getString(6),
        rows.getString(7),
        rows.getString(8),
        rows.getString(9),
        rows.getString(10),
        rows.getString(11));
  }
}
