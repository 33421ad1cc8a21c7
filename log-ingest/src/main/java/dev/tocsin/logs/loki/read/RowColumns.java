package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.pipeline.Names;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.SegmentFormat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a stored row, and the way back from a result. Files with other promoted columns
 * need another one.
 *
 * @param keys keys of the promoted columns, which follow the fixed ones
 */
record RowColumns(List<String> columns, List<String> keys, boolean attributes) {

  private static final List<String> FIXED =
      List.of(
          "time_ns",
          "severity",
          "service",
          "body",
          "resource",
          "k_partition",
          "k_offset",
          "k_index");

  /**
   * For files with these columns.
   *
   * @param labels metadata that is needed; null for all of it
   */
  static RowColumns of(Columns there, @Nullable Set<String> labels) {
    var promoted = new ArrayList<String>();
    var keys = new ArrayList<String>();
    for (String column : there.promoted()) {
      String key = SegmentFormat.key(column);
      if (labels == null || labels.contains(Names.label(key))) {
        promoted.add(SegmentFormat.quoted(column) + "::VARCHAR");
        keys.add(key);
      }
    }
    boolean rest = labels == null || !labels.isEmpty();
    var columns = new ArrayList<>(FIXED);
    for (String extra : List.of("attributes", "severity_text", "trace_id", "span_id", "scope")) {
      columns.add(rest ? extra : "NULL::VARCHAR");
    }
    columns.addAll(promoted);
    return new RowColumns(List.copyOf(columns), List.copyOf(keys), rest);
  }

  Select select() {
    List<Predicate> expressions =
        columns.stream().map(sql -> new Predicate(sql, List.of())).toList();
    return any -> expressions;
  }

  StoredLine read(ResultSet rows) throws SQLException {
    Map<String, String> values = Map.of();
    if (attributes) {
      values = new HashMap<>();
      JsonFields.read(rows.getString(9), values::put);
      for (int i = 0; i < keys.size(); i++) {
        String value = rows.getString(14 + i);
        if (value != null) {
          values.put(keys.get(i), value);
        }
      }
    }
    return new StoredLine(
        rows.getLong(1),
        rows.getInt(2),
        text(rows, 10),
        text(rows, 3),
        text(rows, 4),
        text(rows, 5),
        values,
        text(rows, 11),
        text(rows, 12),
        text(rows, 13),
        new RecordId(rows.getInt(6), rows.getLong(7), rows.getInt(8)));
  }

  private static String text(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? "" : text;
  }
}
