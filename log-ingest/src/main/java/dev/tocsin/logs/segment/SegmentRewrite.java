package dev.tocsin.logs.segment;

import dev.tocsin.logs.segment.files.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * Writes a segment again without some of its rows. The rows keep their order, so nothing is sorted
 * and little memory is needed.
 */
final class SegmentRewrite {

  private static final String SLOTS =
      "SELECT time_ns // 10000000000 AS slot, service, (severity + 3) // 4 AS level, count(*),"
          + " min(time_ns), max(time_ns), max(severity) FROM %s WHERE %s GROUP BY slot, service, level";

  private final SegmentFiles files;
  private final DuckDBConnection connection;

  SegmentRewrite(SegmentFiles files, DuckDBConnection connection) {
    this.files = files;
    this.connection = connection;
  }

  /** Number of rows that fit the condition. */
  long count(Path source, RowCondition condition) throws SQLException {
    String sql =
        "SELECT count(*) FROM " + SegmentSql.files(List.of(source)) + " WHERE " + condition.sql();
    try (var statement = connection.prepareStatement(sql)) {
      condition.bind(statement);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Leaves out the rows that fit {@code drop}. */
  Rewritten without(long project, Path source, List<String> columns, RowCondition drop)
      throws SQLException, IOException {
    String from = SegmentSql.files(List.of(source));
    var removed = new ArrayList<SlotCount>();
    slots(from, drop.sql(), drop.values(), (slot, min, max, severity) -> removed.add(slot));
    if (removed.isEmpty()) {
      return new Rewritten(List.of(), null);
    }
    var kept = new RowTotals();
    slots(from, drop.otherwise(), drop.values(), kept::add);
    if (kept.isEmpty()) {
      return new Rewritten(removed, null);
    }
    var id = UUID.randomUUID();
    String file = SegmentFiles.nameOf(project, id);
    try {
      copy(from, drop, files.draft(file));
      var filter = FileTokens.filter(connection, files.draft(file), columns);
      int blocks = filter.blocks();
      filter.write(files.draft(SegmentFiles.filterOf(file)));
      long filterBytes = files.publish(SegmentFiles.filterOf(file));
      long bytes = files.publish(file);
      return new Rewritten(
          removed,
          new SegmentFile(id, project, file, bytes, kept.summary(), columns, blocks, filterBytes));
    } catch (SQLException | IOException | RuntimeException e) {
      tidy(file, e);
      throw e;
    }
  }

  private void tidy(String file, Exception reason) {
    try {
      files.delete(file + ".tmp");
      files.delete(SegmentFiles.filterOf(file) + ".tmp");
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private void copy(String from, RowCondition drop, Path target) throws SQLException {
    String sql =
        "COPY (SELECT * EXCLUDE (block), ((row_number() OVER () - 1) // "
            + SegmentFormat.BLOCK_ROWS
            + ")::INTEGER AS block FROM "
            + withBlock(from)
            + " WHERE "
            + drop.otherwise()
            + ") TO '"
            + target.toString().replace("'", "''")
            + "' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE "
            + SegmentFormat.BLOCK_ROWS
            + ", KV_METADATA {tocsin_format: '"
            + SegmentFormat.VERSION
            + "'})";
    try (var statement = connection.prepareStatement(sql)) {
      drop.bind(statement);
      statement.execute();
    }
  }

  /** Files of the first format have no blocks. */
  private String withBlock(String from) throws SQLException {
    try (var statement = connection.prepareStatement("DESCRIBE SELECT * FROM " + from);
        ResultSet columns = statement.executeQuery()) {
      while (columns.next()) {
        if (columns.getString(1).equals(SegmentFormat.BLOCK)) {
          return from;
        }
      }
    }
    return "(SELECT *, 0 AS block FROM " + from + ") AS source";
  }

  private interface Group {
    void take(SlotCount slot, long minNs, long maxNs, int severity);
  }

  private void slots(String from, String where, List<Object> values, Group each)
      throws SQLException {
    try (var statement = connection.prepareStatement(SLOTS.formatted(from, where))) {
      new RowCondition(where, values).bind(statement);
      try (ResultSet groups = statement.executeQuery()) {
        while (groups.next()) {
          var slot =
              new SlotCount(
                  groups.getLong(1), groups.getString(2), groups.getInt(3), groups.getLong(4));
          each.take(slot, groups.getLong(5), groups.getLong(6), groups.getInt(7));
        }
      }
    }
  }
}
