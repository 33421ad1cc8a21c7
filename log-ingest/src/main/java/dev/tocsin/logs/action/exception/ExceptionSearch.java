package dev.tocsin.logs.action.exception;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.segment.SegmentFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for exceptions in rows in memory: first for lines that carry a whole one, then for streams
 * whose lines look like the pieces of one. Cheap where there is none: tests of beginnings and one
 * scan for line ends.
 */
final class ExceptionSearch {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ROWS = 2_000;
  private static final int MOST_STREAMS = 50;
  private static final int MOST_LINES = 20_000;
  private static final int LONGEST_BODY = 65_536;
  private static final String WHOLE =
      "contains(body, chr(10)) AND (contains(body, chr(9) || 'at ') OR contains(body, '    at ')"
          + " OR contains(body, 'Traceback (most recent call last):')"
          + " OR contains(body, chr(10) || 'goroutine '))";
  private static final String PIECE =
      "(prefix(body, chr(9) || 'at ') OR prefix(body, '    at ')"
          + " OR prefix(body, 'Traceback (most recent call last):')"
          + " OR prefix(body, 'panic: ') OR prefix(body, 'fatal error: '))"
          + " AND NOT contains(body, chr(10))";

  /** Debugging output is nobody's error. */
  private static final String WORTH = "(severity = 0 OR severity >= 9)";

  private static final String COLUMNS =
      "project, k_partition, k_offset, k_index, time_ns, severity, service, left(body, "
          + LONGEST_BODY
          + ") AS body, trace_id, span_id, resource";

  private final MeterRegistry metrics;

  ExceptionSearch(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  private record Row(
      long project,
      int partition,
      long offset,
      int index,
      long timeNs,
      int severity,
      String service,
      String body,
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String resource) {

    FoundException found(@Nullable String message, boolean attributes, Trace trace) {
      return new FoundException(
          project,
          partition,
          offset,
          index,
          timeNs,
          severity,
          service,
          message,
          traceId,
          spanId,
          texts(resource),
          attributes,
          trace);
    }
  }

  /** Everything that is found, in bounded number. */
  List<FoundException> find(Connection duck, String table, Columns columns) throws SQLException {
    var found = new ArrayList<FoundException>();
    addWhole(duck, table, columns, found);
    addSpread(duck, table, found);
    return found;
  }

  private void addWhole(Connection duck, String table, Columns columns, List<FoundException> found)
      throws SQLException {
    var type = SqlCompiler.text(new Field.Attribute("exception.type"), columns);
    var message = SqlCompiler.text(new Field.Attribute("exception.message"), columns);
    var stack = SqlCompiler.text(new Field.Attribute("exception.stacktrace"), columns);
    // The attributes are read only of lines that this cheap look lets through.
    String sql =
        """
        SELECT %s, %s AS type, %s AS message, %s AS stack FROM %s
         WHERE %s AND ((%s) OR %s) ORDER BY k_partition, k_offset, k_index LIMIT %d"""
            .formatted(
                COLUMNS,
                type.sql(),
                message.sql(),
                stack.sql(),
                table,
                WORTH,
                WHOLE,
                attributed(columns),
                MOST_ROWS);
    try (var statement = duck.prepareStatement(sql)) {
      stack.bind(statement, message.bind(statement, type.bind(statement, 1)));
      int seen = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          seen++;
          FoundException one =
              whole(row(rows), rows.getString(12), rows.getString(13), rows.getString(14));
          if (one != null) {
            found.add(one);
          }
        }
      }
      if (seen == MOST_ROWS) {
        metrics.counter("tocsin.logs.exceptions.overflows").increment();
      }
    }
  }

  private static String attributed(Columns columns) {
    var ways = new ArrayList<String>();
    // Without the first letters: DuckDB looks for the first byte, and x is rare.
    ways.add("contains(attributes, 'xception.')");
    for (String column : columns.promoted()) {
      if (column.startsWith("s:exception.")) {
        ways.add(SegmentFormat.quoted(column) + " IS NOT NULL");
      }
    }
    return "(" + String.join(" OR ", ways) + ")";
  }

  private static @Nullable FoundException whole(
      Row row, @Nullable String type, @Nullable String message, @Nullable String stack) {
    boolean named = type != null && !type.isBlank();
    if (!named && (stack == null || stack.isBlank())) {
      Trace trace = StackTraces.parse(row.body());
      return trace == null ? null : row.found(null, false, trace);
    }
    Trace trace = stack == null ? null : StackTraces.parse(stack);
    if (trace == null && !named) {
      return null;
    }
    if (trace == null) {
      String value = TraceLines.value(message);
      var only = new Trace.Thrown(String.valueOf(type), value, List.of());
      trace = new Trace(platform(row), List.of(only));
    }
    return row.found(row.body().isBlank() ? null : row.body(), true, trace);
  }

  private static String platform(Row row) {
    String language = texts(row.resource()).getOrDefault("telemetry.sdk.language", "other");
    return switch (language) {
      case "nodejs", "webjs" -> "javascript";
      default -> language;
    };
  }

  private void addSpread(Connection duck, String table, List<FoundException> found)
      throws SQLException {
    String streams =
        "SELECT DISTINCT project, resource FROM %s WHERE %s AND %s LIMIT %d"
            .formatted(table, PIECE, WORTH, MOST_STREAMS);
    var wanted = new ArrayList<Map.Entry<Long, String>>();
    try (var statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(streams)) {
      while (rows.next()) {
        String resource = rows.getString(2);
        wanted.add(Map.entry(rows.getLong(1), resource == null ? "" : resource));
      }
    }
    for (var stream : wanted) {
      addSpread(duck, table, stream.getKey(), stream.getValue(), found);
    }
  }

  private void addSpread(
      Connection duck, String table, long project, String resource, List<FoundException> found)
      throws SQLException {
    String sql =
        """
        SELECT %s FROM %s WHERE project = ? AND coalesce(resource, '') = ?
         ORDER BY k_partition, k_offset, k_index LIMIT %d"""
            .formatted(COLUMNS, table, MOST_LINES);
    var rows = new ArrayList<Row>();
    try (var statement = duck.prepareStatement(sql)) {
      statement.setLong(1, project);
      statement.setString(2, resource);
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          rows.add(row(answer));
        }
      }
    }
    if (rows.size() == MOST_LINES) {
      metrics.counter("tocsin.logs.exceptions.overflows").increment();
    }
    // A line with a whole trace belongs to nobody else.
    var lines = rows.stream().map(r -> r.body().indexOf('\n') < 0 ? r.body() : "-").toList();
    for (TraceJoiner.Block block : TraceJoiner.blocks(lines)) {
      int end = block.first() + block.count();
      Trace trace = StackTraces.parse(String.join("\n", lines.subList(block.first(), end)));
      if (trace != null && found.size() < MOST_ROWS) {
        found.add(joined(rows.subList(block.first(), end), trace));
      }
    }
  }

  private static FoundException joined(List<Row> rows, Trace trace) {
    Row first = rows.getFirst();
    int worst = rows.stream().mapToInt(Row::severity).max().orElse(0);
    String traceId =
        rows.stream().map(Row::traceId).filter(id -> id != null).findFirst().orElse(null);
    return new Row(
            first.project(),
            first.partition(),
            first.offset(),
            first.index(),
            first.timeNs(),
            worst,
            first.service(),
            first.body(),
            traceId,
            first.spanId(),
            first.resource())
        .found(null, false, trace);
  }

  private static Row row(ResultSet rows) throws SQLException {
    String body = rows.getString(8);
    return new Row(
        rows.getLong(1),
        rows.getInt(2),
        rows.getLong(3),
        rows.getInt(4),
        rows.getLong(5),
        rows.getInt(6),
        rows.getString(7),
        body == null ? "" : body,
        rows.getString(9),
        rows.getString(10),
        rows.getString(11));
  }

  private static Map<String, String> texts(@Nullable String resource) {
    var texts = new LinkedHashMap<String, String>();
    if (resource != null) {
      try {
        JsonNode node = JSON.readTree(resource);
        node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
      } catch (JsonProcessingException notAnObject) {
        return Map.of();
      }
    }
    return texts;
  }
}
