package dev.tocsin.logs.segment;

import dev.tocsin.logs.segment.SegmentFile.Summary;
import dev.tocsin.logs.segment.arrow.ArrowRelay;
import dev.tocsin.logs.segment.files.SegmentFiles;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes the rows of several segments of one project into one. Slice by slice they are read, sorted
 * and handed on in batches; on the way the filters are made, so every row is read once. Runs on one
 * thread in a DuckDB of its own, and needs memory for one slice.
 */
final class SegmentMerge {

  private static final int THOROUGH = 3;
  private static final String STREAM = "merge_stream";

  private final SegmentFiles files;
  private final String memoryLimit;

  SegmentMerge(SegmentFiles files, String memoryLimit) {
    this.files = files;
    this.memoryLimit = memoryLimit;
  }

  /** Merges; the sources stay where they are. */
  SegmentFile merge(long project, Collection<MergeSource> sources, Summary summary)
      throws SQLException, IOException {
    var columns = MergeColumns.of(sources);
    var id = UUID.randomUUID();
    String file = SegmentFiles.nameOf(project, id);
    String filterFile = SegmentFiles.filterOf(file);
    try (var lease = files.open(sources.stream().map(MergeSource::file).toList());
        var database = new DuckDb(files.scratch(), memoryLimit, 1);
        var reading = database.connect();
        var writing = database.connect()) {
      if (!lease.complete()) {
        throw new IOException("cannot be read at present: " + lease.missing());
      }
      DuckDb.execute(reading, "SET jdbc_stream_results = true");
      DuckDb.execute(reading, "SET parquet_metadata_cache = true");
      String from = SegmentSql.files(lease.paths());
      String select = "SELECT " + source(columns) + " FROM " + from + " WHERE ";
      var statements =
          MergeSlices.of(reading, from).stream()
              .map(slice -> select + slice + " ORDER BY " + SegmentFormat.ORDER)
              .toList();
      var tokens = new MergeTokens(columns.kept());
      try (var relay = new ArrowRelay(reading, statements, tokens)) {
        relay.register(writing, STREAM);
        DuckDb.execute(
            writing,
            SegmentSql.copy(columns.kept(), numbered(columns), files.draft(file), THOROUGH));
      }
      var filter = tokens.finish();
      int blocks = filter.blocks();
      filter.write(files.draft(filterFile));
      long filterBytes = files.publish(filterFile);
      long bytes = files.publish(file);
      return new SegmentFile(
          id, project, file, bytes, summary, columns.kept(), blocks, filterBytes);
    }
  }

  /** The columns as they are read; older formats had empty text where now is NULL. */
  private static String source(MergeColumns columns) {
    var all = new ArrayList<String>();
    for (String column : SegmentFormat.COLUMNS) {
      switch (column) {
        case "trace_id", "span_id" -> all.add("nullif(" + column + ", '') AS " + column);
        case "attributes" -> all.add(columns.attributes() + " AS attributes");
        case SegmentFormat.BLOCK -> {}
        default -> all.add(column);
      }
    }
    columns.kept().forEach(column -> all.add(SegmentFormat.quoted(column)));
    return String.join(", ", all);
  }

  private static String numbered(MergeColumns columns) {
    String promoted =
        columns.kept().stream()
            .map(column -> ", " + SegmentFormat.quoted(column))
            .collect(Collectors.joining());
    return "(SELECT "
        + String.join(", ", fixed())
        + ", CAST((row_number() OVER () - 1) // "
        + SegmentFormat.BLOCK_ROWS
        + " AS INTEGER) AS block"
        + promoted
        + " FROM "
        + STREAM
        + ")";
  }

  private static List<String> fixed() {
    return SegmentFormat.COLUMNS.subList(0, SegmentFormat.COLUMNS.size() - 1);
  }
}
