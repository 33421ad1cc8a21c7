package dev.tocsin.logs.intake.jsonlines;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.tocsin.logs.record.Services;
import dev.tocsin.logs.record.Severity;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object understood as a log record: well-known fields find their place, all others become
 * attributes with dotted names.
 *
 * @param service the service it names; null when it names none
 * @param record the record; without a time when the line has none
 */
record JsonLine(@Nullable String service, LogRecord record) {

  /** Reads the object that the parser stands on, and leaves the parser on its end. */
  static JsonLine read(JsonParser json, FieldNames names) throws IOException {
    var fields = new LinkedHashMap<String, AnyValue>();
    object(json, "", fields);
    return of(fields, names);
  }

  private static void object(JsonParser json, String prefix, Map<String, AnyValue> fields)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + json.currentName();
      if (json.nextToken() == JsonToken.START_OBJECT) {
        object(json, name + ".", fields);
      } else {
        fields.put(name, value(json));
      }
    }
  }

  private static AnyValue value(JsonParser json) throws IOException {
    var value = AnyValue.newBuilder();
    switch (json.currentToken()) {
      case VALUE_STRING -> value.setStringValue(json.getText());
      case VALUE_TRUE -> value.setBoolValue(true);
      case VALUE_FALSE -> value.setBoolValue(false);
      case VALUE_NUMBER_FLOAT -> value.setDoubleValue(json.getDoubleValue());
      case VALUE_NUMBER_INT -> {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          value.setStringValue(json.getText());
        } else {
          value.setIntValue(json.getLongValue());
        }
      }
      case START_ARRAY -> {
        var items = ArrayValue.newBuilder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.addValues(value(json));
        }
        value.setArrayValue(items);
      }
      case START_OBJECT -> {
        var inner = new LinkedHashMap<String, AnyValue>();
        object(json, "", inner);
        var list = KeyValueList.newBuilder();
        inner.forEach((k, v) -> list.addValues(KeyValue.newBuilder().setKey(k).setValue(v)));
        value.setKvlistValue(list);
      }
      case VALUE_NULL -> {
        // An unset value is null.
      }
      default -> throw new JsonParseException(json, "a value was expected");
    }
    return value.build();
  }

  private static JsonLine of(Map<String, AnyValue> fields, FieldNames names) {
    var record = LogRecord.newBuilder();
    record.setTimeUnixNano(time(fields, names.time()));
    severity(fields, names.level(), record);
    String service = text(fields, names.service());
    hexId(fields, names.trace(), 16, record::setTraceId);
    hexId(fields, names.span(), 8, record::setSpanId);
    String message = text(fields, names.message());
    if (message == null) {
      message =
          fields.entrySet().stream()
              .map(field -> field.getKey() + "=" + shown(field.getValue()))
              .collect(Collectors.joining(" "));
    }
    record.setBody(AnyValue.newBuilder().setStringValue(message));
    fields.forEach(
        (name, value) -> record.addAttributes(KeyValue.newBuilder().setKey(name).setValue(value)));
    return new JsonLine(service == null ? null : Services.bounded(service), record.build());
  }

  private static String shown(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case VALUE_NOT_SET -> "null";
      default -> "…";
    };
  }

  /** Takes the first of the names that holds a time out of the fields; 0 when none does. */
  private static long time(Map<String, AnyValue> fields, List<String> names) {
    for (String name : names) {
      AnyValue value = fields.get(name);
      long nanos = value == null ? 0 : LineTime.nanos(value);
      if (nanos > 0) {
        fields.remove(name);
        return nanos;
      }
    }
    return 0;
  }

  private static void severity(
      Map<String, AnyValue> fields, List<String> names, LogRecord.Builder record) {
    for (String name : names) {
      AnyValue value = fields.get(name);
      if (value == null) {
        continue;
      }
      boolean otel = name.equals("severityNumber") || name.equals("severity_number");
      Severity severity =
          value.hasIntValue()
              ? ofNumber(value.getIntValue(), otel)
              : value.hasStringValue() ? Severity.ofText(value.getStringValue()) : null;
      if (severity != null) {
        fields.remove(name);
        record.setSeverityNumberValue(severity.number()).setSeverityText(severity.text());
        return;
      }
    }
  }

  private static Severity ofNumber(long number, boolean otel) {
    int bounded = number < 0 || number > 1000 ? 1000 : (int) number;
    return otel ? new Severity(bounded, "") : Severity.ofDialectNumber(bounded);
  }

  private static @Nullable String text(Map<String, AnyValue> fields, List<String> names) {
    for (String name : names) {
      AnyValue value = fields.get(name);
      if (value != null && value.hasStringValue()) {
        fields.remove(name);
        return value.getStringValue();
      }
    }
    return null;
  }

  private interface IdTarget {
    LogRecord.Builder set(ByteString id);
  }

  private static void hexId(
      Map<String, AnyValue> fields, List<String> names, int length, IdTarget target) {
    for (String name : names) {
      AnyValue value = fields.get(name);
      if (value == null || !value.hasStringValue()) {
        continue;
      }
      String hex = value.getStringValue().replace("-", "");
      if (hex.length() == 2 * length && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
        fields.remove(name);
        target.set(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
        return;
      }
    }
  }
}
