package dev.tocsin.logs.loki.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.logs.loki.metric.Grid;
import dev.tocsin.logs.loki.metric.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Loki's answers as JSON. */
final class Envelope {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Writes a part of an answer. */
  interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  private Envelope() {}

  /** A JSON document. */
  static byte[] json(Part part) {
    var out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      part.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }

  /** {@code {"status":"success","data":…}}. */
  static byte[] data(Part data) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "success");
          json.writeFieldName("data");
          data.write(json);
          json.writeEndObject();
        });
  }

  /** The answer to a query. */
  static byte[] result(String type, boolean categorized, Work work, Part result) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "success");
          if (!work.warnings().isEmpty()) {
            strings(json, "warnings", List.copyOf(work.warnings()));
          }
          json.writeObjectFieldStart("data");
          json.writeStringField("resultType", type);
          if (categorized) {
            strings(json, "encodingFlags", List.of(LogLines.CATEGORIZE));
          }
          json.writeFieldName("result");
          result.write(json);
          stats(json, work);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void stats(JsonGenerator json, Work work) throws IOException {
    double seconds = Math.max(work.seconds(), 1e-6);
    json.writeObjectFieldStart("stats");
    json.writeObjectFieldStart("summary");
    json.writeNumberField("bytesProcessedPerSecond", (long) (work.bytes() / seconds));
    json.writeNumberField("linesProcessedPerSecond", (long) (work.lines() / seconds));
    json.writeNumberField("totalBytesProcessed", work.bytes());
    json.writeNumberField("totalLinesProcessed", work.lines());
    json.writeNumberField("execTime", seconds);
    json.writeNumberField("queueTime", 0);
    json.writeEndObject();
    json.writeEndObject();
  }

  static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  static void labels(JsonGenerator json, Map<String, String> labels) throws IOException {
    json.writeStartObject();
    for (var label : labels.entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  static void matrix(JsonGenerator json, List<Series> all, Grid grid) throws IOException {
    json.writeStartArray();
    for (Series series : all) {
      json.writeStartObject();
      json.writeFieldName("metric");
      labels(json, series.labels());
      json.writeArrayFieldStart("values");
      for (int point = series.present().nextSetBit(0);
          point >= 0;
          point = series.present().nextSetBit(point + 1)) {
        point(json, grid.at(point), series.values()[point]);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void vector(JsonGenerator json, List<Series> all, Grid grid) throws IOException {
    json.writeStartArray();
    for (Series series : all) {
      json.writeStartObject();
      json.writeFieldName("metric");
      labels(json, series.labels());
      json.writeFieldName("value");
      point(json, grid.at(0), series.values()[0]);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {@code [seconds, "value"]}. */
  static void point(JsonGenerator json, long timeNs, double value) throws IOException {
    json.writeStartArray();
    json.writeNumber(
        BigDecimal.valueOf(Math.floorDiv(timeNs, 1_000_000), 3)
            .stripTrailingZeros()
            .toPlainString());
    json.writeString(number(value));
    json.writeEndArray();
  }

  /** A number as Loki writes it: no exponent, no needless zeros. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
