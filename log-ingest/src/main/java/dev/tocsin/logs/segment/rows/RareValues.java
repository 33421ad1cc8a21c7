package dev.tocsin.logs.segment.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.record.AnyValues;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that need more than a look: maps become dotted keys, arrays JSON text, bytes Base64. Here
 * objects are fine.
 */
final class RareValues {

  private final RowBuffer rows;

  RareValues(RowBuffer rows) {
    this.rows = rows;
  }

  /** An attribute of any kind; later ones win over earlier ones. */
  void attribute(int row, int from, int length) throws InvalidProtocolBufferException {
    var attribute = KeyValue.parser().parseFrom(rows.data, from, length);
    AnyValues.flatten(List.of(attribute)).forEach((key, value) -> set(row, key(key), value));
  }

  /** A map as body: its fields become attributes, its message (or its JSON) the readable body. */
  void body(int row, long range) throws InvalidProtocolBufferException {
    var body =
        AnyValue.parser().parseFrom(rows.data, Attributes.from(range), Attributes.length(range));
    String text = null;
    if (body.hasKvlistValue()) {
      Map<String, AnyValue> fields = new LinkedHashMap<>();
      AnyValues.flatten("", body.getKvlistValue().getValuesList(), fields, 0);
      fields.forEach(
          (key, value) -> {
            int id = key(key);
            if (!rows.attributes.has(row, id)) {
              set(row, id, value);
            }
          });
      text = AnyValues.message(fields);
    }
    long place = text(text == null ? AnyValues.toText(body) : text);
    rows.body[row] = Attributes.from(place);
    rows.bodyLength[row] = Attributes.length(place);
  }

  /** Puts text into the buffer. */
  long text(String text) {
    var bytes = text.getBytes(UTF_8);
    return Attributes.range(rows.put(bytes, 0, bytes.length), bytes.length);
  }

  private int key(String key) {
    var bytes = key.getBytes(UTF_8);
    return rows.attributes.keys.intern(bytes, 0, bytes.length);
  }

  private void set(int row, int key, AnyValue value) {
    var attributes = rows.attributes;
    switch (value.getValueCase()) {
      case INT_VALUE -> attributes.set(row, key, Attributes.INTEGER, value.getIntValue());
      case BOOL_VALUE -> attributes.set(row, key, Attributes.BOOLEAN, value.getBoolValue() ? 1 : 0);
      case DOUBLE_VALUE -> {
        double number = value.getDoubleValue();
        if (Double.isFinite(number)) {
          attributes.set(row, key, Attributes.DECIMAL, Double.doubleToRawLongBits(number));
        } else {
          attributes.set(row, key, Attributes.TEXT, text(Double.toString(number)));
        }
      }
      case STRING_VALUE, BYTES_VALUE ->
          attributes.set(row, key, Attributes.TEXT, text(AnyValues.toText(value)));
      case VALUE_NOT_SET -> attributes.set(row, key, Attributes.JSON, text("null"));
      default -> attributes.set(row, key, Attributes.JSON, text(AnyValues.toText(value)));
    }
  }
}
