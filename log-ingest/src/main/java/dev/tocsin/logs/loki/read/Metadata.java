package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.pipeline.Line;
import dev.tocsin.logs.loki.pipeline.Names;
import dev.tocsin.logs.record.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** From stored rows to lines with labels. The labels of a stream are made once per question. */
final class Metadata {

  private static final int MAX_STREAMS = 10_000;

  private record Stream(String service, int level, String resource) {}

  private final Map<Stream, Map<String, String>> streams = new HashMap<>();
  private final Map<String, Map<String, String>> resources = new HashMap<>();

  /** A row as a line. */
  Line line(StoredLine row) {
    return new Line(row.timeNs(), row.body(), stream(row), metadata(row));
  }

  private Map<String, String> stream(StoredLine row) {
    int severity = row.severity();
    if (streams.size() > MAX_STREAMS) {
      streams.clear();
    }
    return streams.computeIfAbsent(
        new Stream(row.service(), (severity + 3) / 4, row.resource()),
        key -> StreamLabels.of(row.service(), severity, row.resource()));
  }

  private Map<String, String> metadata(StoredLine row) {
    if (resources.size() > MAX_STREAMS) {
      resources.clear();
    }
    var all =
        new LinkedHashMap<>(
            resources.computeIfAbsent(
                row.resource(),
                json -> {
                  var rest = new LinkedHashMap<String, String>();
                  StreamLabels.rest(json, rest);
                  return rest;
                }));
    row.attributes().forEach((key, value) -> all.put(Names.label(key), value));
    int severity = row.severity();
    all.put(StreamLabels.DETECTED_LEVEL, Level.labelOf(severity));
    if (severity > 0) {
      all.put("severity_number", Integer.toString(severity));
    }
    put(all, "severity_text", row.severityText());
    put(all, "trace_id", row.traceId());
    put(all, "span_id", row.spanId());
    put(all, "scope_name", row.scope());
    return all;
  }

  private static void put(Map<String, String> all, String name, String value) {
    if (!value.isEmpty()) {
      all.put(name, value);
    }
  }
}
