package dev.tocsin.logs.segment;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** The statements that know the columns of a segment. Only our own names are put into text. */
final class SegmentSql {

  /** The columns of a segment file, in order. */
  static final String COLUMNS =
      "time_ns, observed_ns, severity, severity_text, service, body, attributes, resource,"
          + " trace_id, span_id, scope, k_partition, k_offset, k_index";

  private static final String LEVEL = "((severity + 3) // 4)";

  private SegmentSql() {}

  static String createTable(String table) {
    return "CREATE OR REPLACE TABLE "
        + table
        + " (project BIGINT, time_ns BIGINT, observed_ns BIGINT, severity SMALLINT,"
        + " severity_text VARCHAR, service VARCHAR, body VARCHAR, attributes VARCHAR,"
        + " resource VARCHAR, trace_id VARCHAR, span_id VARCHAR, scope VARCHAR,"
        + " k_partition INTEGER, k_offset BIGINT, k_index INTEGER)";
  }

  /** Sorted by service and time, so that row groups can be skipped and compress well. */
  static String copy(String source, Path target) {
    return "COPY (SELECT "
        + COLUMNS
        + " FROM "
        + source
        + " ORDER BY service, time_ns, k_partition, k_offset, k_index) TO "
        + literal(target.toString())
        + " (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, KV_METADATA {tocsin_format: '"
        + SegmentFormat.VERSION
        + "'})";
  }

  static String groups(String table) {
    return "SELECT project, time_ns // 10000000000 AS slot, service, "
        + LEVEL
        + " AS level, count(*), min(time_ns), max(time_ns), max(severity) FROM "
        + table
        + " GROUP BY project, slot, service, level";
  }

  /** A table function over exactly these files. */
  static String files(Collection<Path> files) {
    return files.stream()
        .map(file -> literal(file.toString()))
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
