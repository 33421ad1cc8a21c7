package dev.tocsin.logs.query.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.record.Severity;
import dev.tocsin.logs.segment.SegmentFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as they came in: promoted attributes are put back among the others. */
public final class WholeRows {

  /** In the order of time and then of the stream. */
  static final List<String> PLACE = List.of("c0", "c11", "c12", "c13");

  private static final List<Predicate> FIXED =
      Stream.of(
              "time_ns",
              "observed_ns",
              "severity",
              "coalesce(severity_text, '')",
              "service",
              "body",
              "attributes",
              "coalesce(resource, '{}')",
              "coalesce(trace_id, '')",
              "coalesce(span_id, '')",
              "coalesce(scope, '')",
              "k_partition",
              "k_offset",
              "k_index")
          .map(sql -> new Predicate(sql, List.of()))
          .toList();
  private static final JsonFactory JSON = new JsonFactory();

  private WholeRows() {}

  /** Everything about a row: c0 time, c11 to c13 its id; for batches with these columns only. */
  public static Select select() {
    return columns -> {
      var all = new ArrayList<Predicate>(FIXED);
      for (String name : columns.promoted()) {
        all.add(new Predicate(SegmentFormat.quoted(name), List.of()));
      }
      return all;
    };
  }

  /** The present row of a result of {@link #select}, from files with these columns. */
  public static LogEntry read(ResultSet row, Columns columns) throws SQLException {
    return new LogEntry(
        new RecordId(row.getInt(12), row.getLong(13), row.getInt(14)),
        row.getLong(1),
        row.getLong(2),
        new Severity(row.getInt(3), row.getString(4)),
        row.getString(5),
        row.getString(6),
        attributes(row, columns),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11));
  }

  private static String attributes(ResultSet row, Columns columns) throws SQLException {
    String rest = row.getString(7);
    if (columns.promoted().isEmpty()) {
      return rest == null ? "{}" : rest;
    }
    var out = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      int index = FIXED.size() + 1;
      for (String name : columns.promoted()) {
        write(json, name.substring(2), row.getObject(index++));
      }
      json.flush();
      String inner = inner(rest);
      if (!inner.isEmpty()) {
        out.append(out.getBuffer().length() > 1 ? "," : "").append(inner);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, String key, @Nullable Object value)
      throws IOException {
    switch (value) {
      case null -> {}
      case Long number -> json.writeNumberField(key, number);
      case Boolean truth -> json.writeBooleanField(key, truth);
      case Double number when Double.isFinite(number) -> json.writeNumberField(key, number);
      default -> json.writeStringField(key, value.toString());
    }
  }

  private static String inner(@Nullable String object) {
    if (object == null) {
      return "";
    }
    String text = object.strip();
    return text.length() < 2 ? "" : text.substring(1, text.length() - 1).strip();
  }
}
