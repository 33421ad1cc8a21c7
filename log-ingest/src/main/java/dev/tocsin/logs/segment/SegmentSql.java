package dev.tocsin.logs.segment;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that know the columns of a segment. Names and paths are quoted. */
final class SegmentSql {

  private SegmentSql() {}

  /**
   * Writes a file; the source's rows are in order already.
   *
   * @param level of compression: 1 is quick, 3 is smaller
   */
  static String copy(List<String> promoted, String source, Path target, int level) {
    String columns =
        Stream.concat(SegmentFormat.COLUMNS.stream(), promoted.stream())
            .map(SegmentFormat::quoted)
            .collect(Collectors.joining(", "));
    return "COPY (SELECT "
        + columns
        + " FROM "
        + source
        + ") TO "
        + literal(target.toString())
        + " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL "
        + level
        + ", PARQUET_VERSION v2, ROW_GROUP_SIZE "
        + SegmentFormat.BLOCK_ROWS
        + ", KV_METADATA {tocsin_format: '"
        + SegmentFormat.VERSION
        + "'})";
  }

  /** A table function over exactly these files. */
  static String files(Collection<Path> files) {
    return files.stream()
        .map(file -> literal(file.toString()))
        .collect(Collectors.joining(", ", "read_parquet([", "], union_by_name = true)"));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
