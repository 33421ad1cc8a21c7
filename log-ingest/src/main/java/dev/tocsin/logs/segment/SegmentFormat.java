package dev.tocsin.logs.segment;

import java.util.List;

/**
 * What a segment file looks like. Rows are sorted by service, time and place in the stream; every
 * {@link #BLOCK_ROWS} of them are one block, which is one row group of the Parquet file and one
 * entry of the filter file beside it.
 *
 * <p>Frequent attributes have columns of their own, named by type and key: {@code s:} text, {@code
 * i:} whole number, {@code d:} floating point, {@code b:} boolean. Such a column holds values of
 * that one type; every other value is in {@code attributes}, a JSON object, NULL when nothing is
 * left for it.
 */
public final class SegmentFormat {

  /** The version written today. Version 1 has no promoted columns, no blocks and no filter. */
  public static final int VERSION = 2;

  /** Rows per block; a multiple of DuckDB's vector size. */
  public static final int BLOCK_ROWS = 16_384;

  /** Most promoted columns in one file. */
  public static final int MOST_PROMOTED = 64;

  /** Number of the block, from 0; the same for all rows of a row group. */
  public static final String BLOCK = "block";

  /** The columns that every file has, in order; promoted ones follow. */
  public static final List<String> COLUMNS =
      List.of(
          "time_ns",
          "observed_ns",
          "severity",
          "severity_text",
          "service",
          "body",
          "trace_id",
          "span_id",
          "scope",
          "resource",
          "attributes",
          "k_partition",
          "k_offset",
          "k_index",
          BLOCK);

  /** In this order lie the rows of a file. */
  public static final String ORDER = "service, time_ns, k_partition, k_offset, k_index";

  /** The type of a promoted column. */
  public enum Type {
    TEXT("s:", "VARCHAR"),
    INTEGER("i:", "BIGINT"),
    DECIMAL("d:", "DOUBLE"),
    BOOLEAN("b:", "BOOLEAN");

    private final String prefix;
    private final String sql;

    Type(String prefix, String sql) {
      this.prefix = prefix;
      this.sql = sql;
    }

    /** The column that holds values of this type under {@code key}. */
    public String column(String key) {
      return prefix + key;
    }

    /** DuckDB's name of the type. */
    public String sql() {
      return sql;
    }

    /** The type of a promoted column, told by its name. */
    public static Type of(String column) {
      for (Type type : values()) {
        if (column.startsWith(type.prefix)) {
          return type;
        }
      }
      throw new IllegalArgumentException("not a promoted column: " + column);
    }
  }

  private SegmentFormat() {}

  /** The attribute key of a promoted column. */
  public static String key(String column) {
    return column.substring(Type.of(column).prefix.length());
  }

  /** A column's name as SQL. */
  public static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }
}
