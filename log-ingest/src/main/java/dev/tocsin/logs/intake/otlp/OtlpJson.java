package dev.tocsin.logs.intake.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * OTLP's JSON form, which differs from protobuf's own JSON mapping: ids are hex, enums are numbers,
 * 64-bit integers may be text. Unknown keys are skipped. Reads token by token.
 */
final class OtlpJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser json;

  private OtlpJson(JsonParser json) {
    this.json = json;
  }

  /** Reads a whole request; an exception means that it is malformed. */
  static ExportLogsServiceRequest read(byte[] body, int size) throws IOException {
    try (JsonParser parser = FACTORY.createParser(body, 0, size)) {
      parser.nextToken();
      var request = new OtlpJson(parser).request();
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows the request");
      }
      return request;
    }
  }

  private interface FieldReader {
    void read(String name) throws IOException;
  }

  private interface ItemReader {
    void read() throws IOException;
  }

  private void object(FieldReader fields) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.read(name);
    }
  }

  private void array(ItemReader items) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.read();
    }
  }

  private void expect(JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new JsonParseException(json, "another shape was expected");
    }
  }

  private ExportLogsServiceRequest request() throws IOException {
    var request = ExportLogsServiceRequest.newBuilder();
    object(
        name -> {
          if (name.equals("resourceLogs")) {
            array(() -> request.addResourceLogs(resourceLogs()));
          } else {
            json.skipChildren();
          }
        });
    return request.build();
  }

  private ResourceLogs resourceLogs() throws IOException {
    var logs = ResourceLogs.newBuilder();
    object(
        name -> {
          switch (name) {
            case "resource" -> logs.setResource(resource());
            case "scopeLogs" -> array(() -> logs.addScopeLogs(scopeLogs()));
            case "schemaUrl" -> logs.setSchemaUrl(text());
            default -> json.skipChildren();
          }
        });
    return logs.build();
  }

  private Resource resource() throws IOException {
    var resource = Resource.newBuilder();
    object(
        name -> {
          if (name.equals("attributes")) {
            resource.addAllAttributes(attributes());
          } else {
            json.skipChildren();
          }
        });
    return resource.build();
  }

  private ScopeLogs scopeLogs() throws IOException {
    var logs = ScopeLogs.newBuilder();
    object(
        name -> {
          switch (name) {
            case "scope" -> logs.setScope(scope());
            case "logRecords" -> array(() -> logs.addLogRecords(logRecord()));
            case "schemaUrl" -> logs.setSchemaUrl(text());
            default -> json.skipChildren();
          }
        });
    return logs.build();
  }

  private InstrumentationScope scope() throws IOException {
    var scope = InstrumentationScope.newBuilder();
    object(
        name -> {
          switch (name) {
            case "name" -> scope.setName(text());
            case "version" -> scope.setVersion(text());
            case "attributes" -> scope.addAllAttributes(attributes());
            default -> json.skipChildren();
          }
        });
    return scope.build();
  }

  private LogRecord logRecord() throws IOException {
    var record = LogRecord.newBuilder();
    object(
        name -> {
          switch (name) {
            case "timeUnixNano" -> record.setTimeUnixNano(integer());
            case "observedTimeUnixNano" -> record.setObservedTimeUnixNano(integer());
            case "severityNumber" -> record.setSeverityNumberValue((int) integer());
            case "severityText" -> record.setSeverityText(text());
            case "body" -> record.setBody(anyValue());
            case "attributes" -> record.addAllAttributes(attributes());
            case "droppedAttributesCount" -> record.setDroppedAttributesCount((int) integer());
            case "flags" -> record.setFlags((int) integer());
            case "traceId" -> record.setTraceId(hex());
            case "spanId" -> record.setSpanId(hex());
            case "eventName" -> record.setEventName(text());
            default -> json.skipChildren();
          }
        });
    return record.build();
  }

  private List<KeyValue> attributes() throws IOException {
    var attributes = new ArrayList<KeyValue>();
    array(
        () -> {
          var attribute = KeyValue.newBuilder();
          object(
              name -> {
                switch (name) {
                  case "key" -> attribute.setKey(text());
                  case "value" -> attribute.setValue(anyValue());
                  default -> json.skipChildren();
                }
              });
          attributes.add(attribute.build());
        });
    return attributes;
  }

  private AnyValue anyValue() throws IOException {
    var value = AnyValue.newBuilder();
    object(
        name -> {
          switch (name) {
            case "stringValue" -> value.setStringValue(text());
            case "boolValue" -> value.setBoolValue(json.getValueAsBoolean());
            case "intValue" -> value.setIntValue(integer());
            case "doubleValue" -> value.setDoubleValue(decimal());
            case "bytesValue" -> value.setBytesValue(ByteString.copyFrom(json.getBinaryValue()));
            case "arrayValue" -> value.setArrayValue(arrayValue());
            case "kvlistValue" -> value.setKvlistValue(kvlistValue());
            default -> json.skipChildren();
          }
        });
    return value.build();
  }

  private ArrayValue arrayValue() throws IOException {
    var values = ArrayValue.newBuilder();
    object(
        name -> {
          if (name.equals("values")) {
            array(() -> values.addValues(anyValue()));
          } else {
            json.skipChildren();
          }
        });
    return values.build();
  }

  private KeyValueList kvlistValue() throws IOException {
    var values = KeyValueList.newBuilder();
    object(
        name -> {
          if (name.equals("values")) {
            values.addAllValues(attributes());
          } else {
            json.skipChildren();
          }
        });
    return values.build();
  }

  private String text() throws IOException {
    if (!json.currentToken().isScalarValue()) {
      throw new JsonParseException(json, "text was expected");
    }
    return json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
  }

  private long integer() throws IOException {
    try {
      String text = text().strip();
      return text.isEmpty()
          ? 0
          : json.currentToken() == JsonToken.VALUE_NUMBER_INT
              ? json.getLongValue()
              : text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new JsonParseException(json, "an integer was expected", e);
    }
  }

  private double decimal() throws IOException {
    try {
      return Double.parseDouble(text().strip());
    } catch (NumberFormatException e) {
      throw new JsonParseException(json, "a number was expected", e);
    }
  }

  private ByteString hex() throws IOException {
    try {
      return ByteString.copyFrom(HexFormat.of().parseHex(text()));
    } catch (IllegalArgumentException notHex) {
      return ByteString.EMPTY;
    }
  }
}
