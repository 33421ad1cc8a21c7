package dev.tocsin.logs.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads OTLP attribute values: maps become dotted keys, text stays text. */
public final class AnyValues {

  /** Maps nested deeper than this are kept as one JSON text. */
  private static final int MAX_DEPTH = 16;

  private static final JsonFactory JSON = new JsonFactory();

  private AnyValues() {}

  /** A JSON object with dotted keys; a key that occurs twice keeps its last value. */
  public static String toJson(Map<String, AnyValue> flat) {
    if (flat.isEmpty()) {
      return "{}";
    }
    var out = new StringWriter(64);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (var entry : flat.entrySet()) {
        json.writeFieldName(entry.getKey());
        write(json, entry.getValue(), 0);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Dotted keys to leaf values. */
  public static Map<String, AnyValue> flatten(List<KeyValue> attributes) {
    var flat = new LinkedHashMap<String, AnyValue>();
    flatten("", attributes, flat, 0);
    return flat;
  }

  /** Puts dotted keys and leaf values into {@code flat}. */
  public static void flatten(
      String prefix, List<KeyValue> attributes, Map<String, AnyValue> flat, int depth) {
    for (KeyValue attribute : attributes) {
      AnyValue value = attribute.getValue();
      String key = prefix + attribute.getKey();
      if (value.hasKvlistValue() && depth < MAX_DEPTH) {
        flatten(key + ".", value.getKvlistValue().getValuesList(), flat, depth + 1);
      } else {
        flat.put(key, value);
      }
    }
  }

  /** A value as text: strings as they are, everything else as JSON. */
  public static String toText(AnyValue value) {
    if (value.hasStringValue()) {
      return value.getStringValue();
    }
    if (value.getValueCase() == AnyValue.ValueCase.VALUE_NOT_SET) {
      return "";
    }
    var out = new StringWriter(64);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(json, value, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = out.toString();
    boolean quoted = value.hasBytesValue();
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** The message inside a structured body, null when it has none. */
  public static @Nullable String message(Map<String, AnyValue> body) {
    for (String name : List.of("message", "msg", "body", "log", "event")) {
      AnyValue value = body.get(name);
      if (value != null && value.hasStringValue()) {
        return value.getStringValue();
      }
    }
    return null;
  }

  private static void write(JsonGenerator json, AnyValue value, int depth) throws IOException {
    switch (value.getValueCase()) {
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case INT_VALUE -> json.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> writeDouble(json, value.getDoubleValue());
      case BYTES_VALUE ->
          json.writeString(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
      case ARRAY_VALUE -> {
        json.writeStartArray();
        for (AnyValue item : value.getArrayValue().getValuesList()) {
          write(json, item, depth + 1);
        }
        json.writeEndArray();
      }
      case KVLIST_VALUE -> {
        json.writeStartObject();
        for (var entry : value.getKvlistValue().getValuesList()) {
          json.writeFieldName(entry.getKey());
          write(json, entry.getValue(), depth + 1);
        }
        json.writeEndObject();
      }
      default -> json.writeNull();
    }
  }

  private static void writeDouble(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }
}
