package dev.tocsin.logs.loki.read;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.logs.loki.logql.Stage;
import dev.tocsin.logs.loki.logql.Units;
import dev.tocsin.logs.loki.pipeline.Line;
import dev.tocsin.logs.loki.pipeline.Pipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fields that occur in a sample of lines, with type, number of values and where they come from. */
final class DetectedFields {

  private static final int MAX_FIELDS = 5000;
  private static final int MAX_VALUES = 2000;
  private static final Set<String> OURS =
      Set.of(
          StreamLabels.DETECTED_LEVEL, "severity_number", "severity_text", "trace_id", "span_id");

  private static final class Field {
    private final Set<String> values = new TreeSet<>();
    private final Set<String> parsers = new TreeSet<>();
    private boolean numbers = true;
    private boolean wholes = true;
    private boolean truths = true;
    private boolean durations = true;
    private boolean sizes = true;

    private void add(String value) {
      if (values.size() < MAX_VALUES) {
        values.add(value);
      }
      Double number = Units.number(value);
      numbers &= number != null;
      wholes &= number != null && number % 1 == 0 && value.indexOf('.') < 0;
      truths &= value.equals("true") || value.equals("false");
      durations &= number == null && Units.duration(value) != null;
      sizes &= number == null && Units.bytes(value) != null;
    }

    private String type() {
      if (wholes) {
        return "int";
      }
      if (numbers) {
        return "float";
      }
      if (truths) {
        return "boolean";
      }
      return durations ? "duration" : sizes ? "bytes" : "string";
    }
  }

  private final Map<String, Field> fields = new TreeMap<>();
  private final Pipeline json = new Pipeline(List.of(new Stage.Json(List.of())));
  private final Pipeline logfmt = new Pipeline(List.of(new Stage.Logfmt(true, false, List.of())));

  void add(Line line) {
    line.metadata()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name) || name.equals(StreamLabels.DETECTED_LEVEL)) {
                put(name, value, null);
              }
            });
    line.parsed().forEach((name, value) -> put(name, value, "query"));
    String text = line.text().stripLeading();
    boolean object = text.startsWith("{");
    if (object || text.indexOf('=') > 0) {
      var fresh = new Line(line.timeNs(), line.text(), line.stream(), Map.of());
      (object ? json : logfmt).take(fresh);
      if (!fresh.parsed().containsKey(Line.ERROR)) {
        fresh.parsed().forEach((name, value) -> put(name, value, object ? "json" : "logfmt"));
      }
    }
  }

  private void put(String name, String value, @org.jspecify.annotations.Nullable String parser) {
    Field field = fields.get(name);
    if (field == null) {
      if (fields.size() >= MAX_FIELDS || name.startsWith("__")) {
        return;
      }
      field = new Field();
      fields.put(name, field);
    }
    field.add(value);
    if (parser != null && !parser.equals("query")) {
      field.parsers.add(parser);
    }
  }

  void write(JsonGenerator out, int limit) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("fields");
    int written = 0;
    for (var entry : fields.entrySet()) {
      if (written++ >= limit) {
        break;
      }
      Field field = entry.getValue();
      out.writeStartObject();
      out.writeStringField("label", entry.getKey());
      out.writeStringField("type", field.type());
      out.writeNumberField("cardinality", field.values.size());
      if (field.parsers.isEmpty()) {
        out.writeNullField("parsers");
      } else {
        Envelope.strings(out, "parsers", new ArrayList<>(field.parsers));
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("limit", limit);
    out.writeEndObject();
  }

  List<String> values(String name, int limit) {
    Field field = fields.get(name);
    return field == null ? List.of() : field.values.stream().limit(limit).toList();
  }
}
