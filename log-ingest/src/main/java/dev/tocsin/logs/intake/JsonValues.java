package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Arrays and objects inside attributes, from JSON to OTLP values. Rare, so not tuned. */
final class JsonValues {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** What lies deeper is kept as JSON text. */
  private static final int MAX_DEPTH = 16;

  private final byte[] bytes;
  private final int from;

  private JsonValues(byte[] bytes, int from) {
    this.bytes = bytes;
    this.from = from;
  }

  /** Writes the value as field 2 of a KeyValue; false when it is not valid JSON. */
  static boolean write(RecordDraft draft, ProtoBytes out, byte[] json, int from, int to) {
    try (JsonParser parser = FACTORY.createParser(json, from, to - from)) {
      if (parser.nextToken() == null) {
        return false;
      }
      new JsonValues(json, from).value(draft, out, 0x12, parser, 0);
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** A text, or the JSON text of what lies too deep. */
  private void text(RecordDraft draft, ProtoBytes out, int tag, JsonParser json)
      throws IOException {
    if (json.currentToken().isStructStart()) {
      int start = from + (int) json.currentTokenLocation().getByteOffset();
      json.skipChildren();
      int end = from + (int) json.currentLocation().getByteOffset();
      draft.textValue(out, tag, bytes, start, end, true);
    } else {
      byte[] text = json.getText().getBytes(UTF_8);
      draft.textValue(out, tag, text, 0, text.length, true);
    }
  }

  private void value(RecordDraft draft, ProtoBytes out, int tag, JsonParser json, int depth)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING || depth >= MAX_DEPTH && token.isStructStart()) {
      text(draft, out, tag, json);
      return;
    }
    int start = out.size;
    out.one(tag);
    out.one(0);
    switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> {
        out.one(0x10);
        out.one(token == JsonToken.VALUE_TRUE ? 1 : 0);
      }
      case VALUE_NUMBER_FLOAT ->
          out.fixed64(0x21, Double.doubleToRawLongBits(json.getDoubleValue()));
      case VALUE_NUMBER_INT -> {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          out.field(0x0A, json.getText());
        } else {
          out.one(0x18);
          out.varint(json.getLongValue());
        }
      }
      case START_ARRAY -> {
        int inner = out.size;
        out.one(0x2A);
        out.one(0);
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(draft, out, 0x0A, json, depth + 1);
        }
        out.close(inner);
      }
      case START_OBJECT -> {
        int inner = out.size;
        out.one(0x32);
        out.one(0);
        while (json.nextToken() != JsonToken.END_OBJECT) {
          int pair = out.size;
          out.one(0x0A);
          out.one(0);
          String name = json.currentName();
          out.field(0x0A, name);
          json.nextToken();
          if (draft.sensitive(name)) {
            json.skipChildren();
            draft.secret(out);
          } else {
            value(draft, out, 0x12, json, depth + 1);
          }
          out.close(pair);
        }
        out.close(inner);
      }
      default -> {
        // An unset value is null.
      }
    }
    out.close(start);
  }
}
