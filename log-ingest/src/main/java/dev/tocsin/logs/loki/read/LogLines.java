package dev.tocsin.logs.loki.read;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.logs.loki.pipeline.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lines of an answer, by stream. */
final class LogLines {

  static final String CATEGORIZE = "categorize-labels";
  private static final int MAX_BYTES = 64 << 20;

  private record Entry(
      long timeNs, String text, Map<String, String> metadata, Map<String, String> parsed) {}

  private final Map<SortedMap<String, String>, List<Entry>> streams = new LinkedHashMap<>();
  private final boolean categorized;
  private int size;
  private long bytes;

  /**
   * An empty answer.
   *
   * @param categorized keeps labels of the stream, metadata and parsed labels apart
   */
  LogLines(boolean categorized) {
    this.categorized = categorized;
  }

  void add(Line line) {
    SortedMap<String, String> labels = categorized ? new TreeMap<>(line.stream()) : line.all();
    streams
        .computeIfAbsent(labels, key -> new ArrayList<>())
        .add(
            categorized
                ? new Entry(line.timeNs(), line.text(), line.metadata(), line.parsed())
                : new Entry(line.timeNs(), line.text(), Map.of(), Map.of()));
    size++;
    bytes += line.text().length();
  }

  int size() {
    return size;
  }

  /** Whether the answer has become too large to hold. */
  boolean full() {
    return bytes > MAX_BYTES;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (var stream : streams.entrySet()) {
      json.writeStartObject();
      json.writeFieldName("stream");
      Envelope.labels(json, stream.getKey());
      json.writeArrayFieldStart("values");
      for (Entry entry : stream.getValue()) {
        json.writeStartArray();
        json.writeString(Long.toString(entry.timeNs()));
        json.writeString(entry.text());
        if (categorized) {
          json.writeStartObject();
          kind(json, "structuredMetadata", entry.metadata());
          kind(json, "parsed", entry.parsed());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void kind(JsonGenerator json, String name, Map<String, String> labels)
      throws IOException {
    if (!labels.isEmpty()) {
      json.writeFieldName(name);
      Envelope.labels(json, labels);
    }
  }
}
