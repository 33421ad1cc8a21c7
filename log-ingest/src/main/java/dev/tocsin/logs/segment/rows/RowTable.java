package dev.tocsin.logs.segment.rows;

import dev.tocsin.logs.segment.FilterWriter;
import dev.tocsin.logs.segment.SegmentFile.Summary;
import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.logs.segment.SlotCount;
import dev.tocsin.logs.segment.arrow.ArrowStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** The rows of a buffer in the order of a segment, as batches that DuckDB can read. */
public final class RowTable implements AutoCloseable {

  /**
   * The rows of one project.
   *
   * @param project the project
   * @param summary what they hold
   * @param counts per ten seconds, service and level
   * @param columns promoted columns in which a row has a value
   * @param filter the filters of its blocks, ready to be written
   */
  public record Part(
      long project,
      Summary summary,
      List<SlotCount> counts,
      List<String> columns,
      FilterWriter filter) {}

  private final ArrowStream stream = new ArrowStream();
  private final RowBuffer rows;
  private final RowOrder order;
  private final BlockColumns block;

  /** For one buffer, again and again. */
  public RowTable(RowBuffer rows) {
    this.rows = rows;
    this.order = new RowOrder(rows);
    this.block = new BlockColumns(rows);
  }

  /** Puts the buffer's rows in order; they can be registered once afterwards. */
  public List<Part> fill() {
    int[] sorted = order.sort();
    block.begin(Promotion.of(rows));
    stream.begin(block.columns());
    var parts = new ArrayList<Part>();
    for (int from = 0; from < rows.rows; ) {
      long project = project(sorted[from]);
      int to = from;
      while (to < rows.rows && project(sorted[to]) == project) {
        to++;
      }
      parts.add(part(project, sorted, from, to));
      from = to;
    }
    return parts;
  }

  /** All promoted columns of the table. */
  public List<String> promoted() {
    return block.promoted();
  }

  /** Makes the rows readable, once, as a view of that name. */
  public void register(DuckDBConnection connection, String view) throws SQLException {
    stream.register(connection, view);
  }

  private Part part(long project, int[] sorted, int from, int to) {
    var summary = new PartSummary(rows);
    var filter = new FilterWriter();
    block.project(project);
    for (int start = from; start < to; start += SegmentFormat.BLOCK_ROWS) {
      int end = Math.min(to, start + SegmentFormat.BLOCK_ROWS);
      block.block((start - from) / SegmentFormat.BLOCK_ROWS);
      for (int i = start; i < end; i++) {
        block.row(i - start, sorted[i], filter);
        summary.add(sorted[i]);
      }
      stream.batch(block.columns(), end - start);
      filter.endBlock();
    }
    return new Part(project, summary.summary(), summary.counts(), block.used(), filter);
  }

  private long project(int row) {
    return rows.sections.project[rows.section[row]];
  }

  @Override
  public void close() {
    stream.close();
  }
}
