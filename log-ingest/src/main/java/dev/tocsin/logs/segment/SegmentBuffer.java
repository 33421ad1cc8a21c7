package dev.tocsin.logs.segment;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.record.BatchDecoder;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.files.SegmentFiles;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into a segment: an in-memory table that belongs to one writer thread. From the
 * bytes of a batch to the table there is only {@link #append}; how it gets there is its own affair.
 */
public final class SegmentBuffer implements AutoCloseable {

  /**
   * What became of the buffered rows.
   *
   * @param file the finished file
   * @param counts its rows per ten seconds, service and level
   */
  public record Written(SegmentFile file, List<SlotCount> counts) {}

  private final SegmentFiles folder;
  private final DuckDBConnection connection;
  private final String table;
  private @Nullable DuckDBAppender appender;
  private long rows;
  private long bytes;

  SegmentBuffer(SegmentFiles folder, DuckDBConnection connection, String table)
      throws SQLException {
    this.folder = folder;
    this.connection = connection;
    this.table = table;
    clear();
  }

  /** The connection that has the table; only for the writer's thread. */
  public DuckDBConnection connection() {
    return connection;
  }

  /** Name of the table with the rows. */
  public String table() {
    return table;
  }

  /** Rows held at present. */
  public long rows() {
    return rows;
  }

  /** Encoded bytes taken in since the last {@link #clear}; a measure of the memory in use. */
  public long bytes() {
    return bytes;
  }

  /**
   * Adds a whole batch and returns the number of its rows.
   *
   * @param value an OTLP {@code ExportLogsServiceRequest}
   * @param receivedNs arrival time, for records without one
   * @throws InvalidProtocolBufferException when the bytes are not such a request; nothing was added
   * @throws SQLException when the table refused a row; the buffer must be cleared
   */
  public int append(long project, int partition, long offset, long receivedNs, byte[] value)
      throws InvalidProtocolBufferException, SQLException {
    List<LogEntry> batch = BatchDecoder.decode(value, partition, offset, receivedNs);
    var out = appender;
    if (out == null) {
      out = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
      appender = out;
    }
    for (LogEntry row : batch) {
      out.beginRow()
          .append(project)
          .append(row.timeNs())
          .append(row.observedNs())
          .append((short) row.severity().number())
          .append(row.severity().text())
          .append(row.service())
          .append(row.body())
          .append(row.attributes())
          .append(row.resource())
          .append(row.traceId())
          .append(row.spanId())
          .append(row.scope())
          .append(row.position().partition())
          .append(row.position().offset())
          .append(row.position().index())
          .endRow();
    }
    rows += batch.size();
    bytes += value.length;
    return batch.size();
  }

  /** Writes one file per project and leaves the rows in place until {@link #clear}. */
  public List<Written> write() throws SQLException, IOException {
    closeAppender();
    var written = new ArrayList<Written>();
    for (var entry : drafts().entrySet()) {
      long project = entry.getKey();
      var id = UUID.randomUUID();
      String file = SegmentFiles.nameOf(project, id);
      DuckDb.execute(
          connection, SegmentSql.copy(table + " WHERE project = " + project, folder.draft(file)));
      long size = folder.publish(file);
      written.add(
          new Written(
              new SegmentFile(id, project, file, size, entry.getValue().summary(), List.of(), 0, 0),
              entry.getValue().slots()));
    }
    return written;
  }

  /** Forgets all rows. */
  public void clear() throws SQLException {
    closeAppender();
    DuckDb.execute(connection, SegmentSql.createTable(table));
    rows = 0;
    bytes = 0;
  }

  private Map<Long, SegmentDraft> drafts() throws SQLException {
    var drafts = new TreeMap<Long, SegmentDraft>();
    try (var statement = connection.createStatement();
        ResultSet groups = statement.executeQuery(SegmentSql.groups(table))) {
      while (groups.next()) {
        var slot =
            new SlotCount(
                groups.getLong(2), groups.getString(3), groups.getInt(4), groups.getLong(5));
        drafts
            .computeIfAbsent(groups.getLong(1), project -> new SegmentDraft())
            .add(slot, groups.getLong(6), groups.getLong(7), groups.getInt(8));
      }
    }
    return drafts;
  }

  private void closeAppender() throws SQLException {
    var open = appender;
    appender = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      closeAppender();
      DuckDb.execute(connection, "DROP TABLE IF EXISTS " + table);
    } finally {
      connection.close();
    }
  }
}
