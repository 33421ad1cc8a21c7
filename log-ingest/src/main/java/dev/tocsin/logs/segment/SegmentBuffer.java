package dev.tocsin.logs.segment;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.logs.segment.rows.RowBuffer;
import dev.tocsin.logs.segment.rows.RowTable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * Rows on their way into segments, for one writer thread: first in flat arrays, at a flush in an
 * in-memory table of DuckDB and from there in one file per project.
 */
public final class SegmentBuffer implements AutoCloseable {

  /**
   * What became of the buffered rows.
   *
   * @param file the finished file
   * @param counts its rows per ten seconds, service and level
   */
  public record Written(SegmentFile file, List<SlotCount> counts) {}

  /** Of compression; merging compresses better. */
  private static final int QUICK = 1;

  private final SegmentFiles files;
  private final DuckDBConnection connection;
  private final String table;
  private final RowBuffer rows = new RowBuffer();
  private final RowTable sorted = new RowTable(rows);

  SegmentBuffer(SegmentFiles files, DuckDBConnection connection, String table) {
    this.files = files;
    this.connection = connection;
    this.table = table;
  }

  /** The connection that has the table; only for the writer's thread. */
  public DuckDBConnection connection() {
    return connection;
  }

  /** Name of the table that has the rows from {@link #write} to {@link #clear}. */
  public String table() {
    return table;
  }

  /** Promoted columns of the table. */
  public List<String> promoted() {
    return sorted.promoted();
  }

  /** Rows held at present. */
  public long rows() {
    return rows.rows();
  }

  /** Bytes held at present. */
  public long bytes() {
    return rows.bytes();
  }

  /**
   * Adds a whole batch and returns the number of its rows.
   *
   * @param value an OTLP {@code ExportLogsServiceRequest}
   * @param receivedNs arrival time, for records without one
   * @throws InvalidProtocolBufferException when the bytes are not such a request; nothing was added
   */
  public int append(long project, int partition, long offset, long receivedNs, byte[] value)
      throws InvalidProtocolBufferException {
    return rows.append(project, partition, offset, receivedNs, value);
  }

  /** Puts the rows into the table, until {@link #clear}, and writes no file. */
  public void show() throws SQLException {
    fill();
  }

  private List<RowTable.Part> fill() throws SQLException {
    var parts = sorted.fill();
    String view = view();
    sorted.register(connection, view);
    DuckDb.execute(connection, "CREATE OR REPLACE TABLE " + table + " AS FROM " + view);
    DuckDb.execute(connection, "DROP VIEW " + view);
    return parts;
  }

  /** Writes one file per project and leaves the rows in the table until {@link #clear}. */
  public List<Written> write() throws SQLException, IOException {
    var parts = fill();
    var written = new ArrayList<Written>(parts.size());
    for (RowTable.Part part : parts) {
      written.add(new Written(write(part, parts.size() == 1), part.counts()));
    }
    return written;
  }

  private SegmentFile write(RowTable.Part part, boolean alone) throws SQLException, IOException {
    var id = UUID.randomUUID();
    String file = SegmentFiles.nameOf(part.project(), id);
    String filter = SegmentFiles.filterOf(file);
    String source = alone ? table : table + " WHERE project = " + part.project();
    DuckDb.execute(connection, SegmentSql.copy(part.columns(), source, files.draft(file), QUICK));
    int blocks = part.filter().blocks();
    part.filter().write(files.draft(filter));
    long filterBytes = files.publish(filter);
    long bytes = files.publish(file);
    return new SegmentFile(
        id, part.project(), file, bytes, part.summary(), part.columns(), blocks, filterBytes);
  }

  private String view() {
    return table + "_stream";
  }

  /** Forgets all rows. */
  public void clear() throws SQLException {
    rows.clear();
    DuckDb.execute(connection, "DROP VIEW IF EXISTS " + view());
    DuckDb.execute(connection, "DROP TABLE IF EXISTS " + table);
  }

  @Override
  public void close() throws SQLException {
    try {
      clear();
    } finally {
      connection.close();
      sorted.close();
    }
  }
}
