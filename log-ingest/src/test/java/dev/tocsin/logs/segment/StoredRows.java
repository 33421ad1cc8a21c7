package dev.tocsin.logs.segment;

import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.record.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Rows as they came: promoted attributes back among the others, nothing null. */
final class StoredRows {

  /** The columns of a whole row, in order. */
  static final String COLUMNS =
      "time_ns, observed_ns, severity, severity_text, service, body, attributes, resource,"
          + " trace_id, span_id, scope, k_partition, k_offset, k_index";

  private StoredRows() {}

  /** A subquery over a table function. */
  static String from(DuckDBConnection connection, String files) throws SQLException {
    return " FROM (SELECT time_ns, observed_ns, severity, coalesce(severity_text, '')"
        + " AS severity_text, service, body, "
        + attributes(promoted(connection, files))
        + " AS attributes, resource, coalesce(trace_id, '') AS trace_id, coalesce(span_id, '')"
        + " AS span_id, coalesce(scope, '') AS scope, k_partition, k_offset, k_index FROM "
        + files
        + ")";
  }

  private static String attributes(List<String> promoted) {
    if (promoted.isEmpty()) {
      return "coalesce(attributes, '{}')";
    }
    return promoted.stream()
        .map(
            column ->
                "CASE WHEN %1$s IS NULL THEN '{}' ELSE json_object(%2$s, %1$s) END"
                    .formatted(
                        SegmentFormat.quoted(column),
                        SegmentSql.literal(SegmentFormat.key(column))))
        .collect(
            Collectors.joining(
                ", ", "CAST(json_merge_patch(coalesce(attributes, '{}'), ", ") AS VARCHAR)"));
  }

  private static List<String> promoted(DuckDBConnection connection, String files)
      throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE FROM " + files)) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (name.length() > 2 && name.charAt(1) == ':') {
          found.add(name);
        }
      }
    }
    return found;
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
