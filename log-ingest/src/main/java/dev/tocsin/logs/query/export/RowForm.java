package dev.tocsin.logs.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.logs.query.Cursor;
import dev.tocsin.logs.query.SearchResource.Item;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as lines of text. Each line ends with the cursor from which an export can go on. */
final class RowForm {

  private static final List<String> COLUMNS =
      List.of(
          "time",
          "level",
          "severityNumber",
          "severityText",
          "service",
          "body",
          "traceId",
          "spanId",
          "attributes",
          "resource",
          "id",
          "cursor");

  private final ObjectMapper json;
  private final Format format;

  RowForm(ObjectMapper json, Format format) {
    this.json = json;
    this.format = format;
  }

  /** What comes before the first row. */
  void begin(OutputStream out) throws IOException {
    if (format == Format.CSV) {
      out.write((String.join(",", COLUMNS) + "\r\n").getBytes(UTF_8));
    }
  }

  void write(LogEntry row, OutputStream out) throws IOException {
    String cursor = Cursor.write(new Place(row.timeNs(), row.position()));
    String line =
        format == Format.CSV ? csv(Item.of(row), cursor) + "\r\n" : object(row, cursor) + "\n";
    out.write(line.getBytes(UTF_8));
  }

  private String object(LogEntry row, String cursor) throws IOException {
    // By way of text: the item's attributes are raw JSON, which only a writer puts in place.
    var node = (ObjectNode) json.readTree(json.writeValueAsBytes(Item.of(row)));
    return json.writeValueAsString(node.put("cursor", cursor));
  }

  private static String csv(Item item, String cursor) {
    return Stream.of(
            item.time().toString(),
            item.level(),
            Integer.toString(item.severityNumber()),
            item.severityText(),
            item.service(),
            item.body(),
            item.traceId(),
            item.spanId(),
            item.attributes(),
            item.resource(),
            item.id(),
            cursor)
        .map(RowForm::quoted)
        .collect(Collectors.joining(","));
  }

  /** As RFC 4180 wants it. */
  private static String quoted(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
