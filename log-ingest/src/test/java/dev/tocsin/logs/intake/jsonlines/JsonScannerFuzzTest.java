package dev.tocsin.logs.intake.jsonlines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.tocsin.logs.intake.KeyTable;
import dev.tocsin.logs.redaction.Redactions;
import dev.tocsin.testkit.Seeded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our scanner and Jackson read the same out of the same bytes, and refuse the same. */
class JsonScannerFuzzTest {

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();
  private static final String MUTATIONS = "{}[]\",:\\0123456789.eE+-tfnu \n\tx/";

  @Test
  void readsWhatJacksonReads() {
    Seeded.check(
        800,
        random -> {
          var table = new KeyTable(new Redactions(new SimpleMeterRegistry()).of(1));
          for (int i = 0; i < 8; i++) {
            byte[] json = object(random, 0).getBytes(UTF_8);
            compare(json, table);
            for (int m = 0; m < 4; m++) {
              json = mutated(random, json);
              compare(json, table);
            }
          }
        });
  }

  private static void compare(byte[] json, KeyTable table) {
    if (new String(json, UTF_8).contains("+I")) {
      return; // Jackson takes +Infinity, which no logger writes
    }
    assertThat(ours(json, table)).as(() -> new String(json, UTF_8)).isEqualTo(jackson(json));
  }

  private static @Nullable Map<String, Object> ours(byte[] json, KeyTable table) {
    if (json.length == 0 || json[0] != '{') {
      return null;
    }
    var fields = new LineFields(FieldNames.USUAL, table);
    var scanner = new JsonScanner(table, fields, json, json.length, true);
    try {
      // Twice: the second time with the keys of the first one expected.
      int unused = scanner.object(0);
      int end = scanner.object(0);
      if (!new String(json, end, json.length - end, UTF_8).isBlank()) {
        return null;
      }
    } catch (JsonScanner.Bad bad) {
      return null;
    }
    var found = new LinkedHashMap<String, Object>();
    for (int i = 0; i < fields.count(); i++) {
      found.put(new String(fields.key(i).name(), UTF_8), value(fields, i, json));
    }
    return found;
  }

  private static Object value(LineFields fields, int i, byte[] json) {
    int from = fields.from(i);
    int to = fields.to(i);
    String raw = new String(json, from, to - from, UTF_8);
    return switch (fields.kind(i)) {
      case LineFields.ASCII -> {
        assertThat(raw.chars()).allMatch(c -> c > 0 && c < 128);
        yield raw;
      }
      case LineFields.UTF8 -> raw;
      case LineFields.ESCAPED -> {
        byte[] text = new byte[to - from];
        yield new String(text, 0, JsonText.unescape(json, from, to, text, 0), UTF_8);
      }
      case LineFields.INTEGER -> Long.toString(fields.number(i));
      case LineFields.LONG_INTEGER -> raw;
      case LineFields.DECIMAL -> JsonNumber.decimal(json, from, to);
      default -> "json " + raw.replaceAll("\\s", "");
    };
  }

  private static @Nullable Map<String, Object> jackson(byte[] json) {
    try (JsonParser parser = JACKSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT || json[0] != '{') {
        return null;
      }
      var found = new LinkedHashMap<String, Object>();
      flatten("", parser, found, json);
      return parser.nextToken() == null ? found : null;
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void flatten(
      String prefix, JsonParser json, Map<String, Object> found, byte[] bytes) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + whole(json.currentName());
      JsonToken token = json.nextToken();
      switch (token) {
        case START_OBJECT -> flatten(name + ".", json, found, bytes);
        case VALUE_STRING -> found.put(name, whole(json.getText()));
        case VALUE_NUMBER_INT ->
            found.put(name, json.getText().equals("-0") ? "0" : json.getText());
        case VALUE_NUMBER_FLOAT -> found.put(name, json.getDoubleValue());
        default -> {
          int from = (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          int to = (int) json.currentLocation().getByteOffset();
          String raw =
              token == JsonToken.START_ARRAY
                  ? new String(bytes, from, to - from, UTF_8)
                  : json.getText();
          found.put(name, "json " + raw.replaceAll("\\s", ""));
        }
      }
    }
  }

  /** Half of a surrogate pair is no character. */
  private static String whole(String text) {
    var out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }

  private static String object(Seeded random, int depth) {
    var out = new StringBuilder("{");
    int members = random.between(0, 6);
    for (int i = 0; i < members; i++) {
      out.append(i == 0 ? "" : ",").append(space(random));
      out.append(random.chance(0.3) ? "\"k" + random.between(0, 3) + "\"" : text(random));
      out.append(space(random)).append(':').append(space(random)).append(value(random, depth));
    }
    return out.append(space(random)).append("}").toString();
  }

  private static String value(Seeded random, int depth) {
    return switch (random.between(0, depth > 4 ? 6 : 8)) {
      case 0, 1 -> text(random);
      case 2 -> Long.toString(random.between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
      case 3 -> Integer.toString(random.between(-1000, 1000));
      case 4 -> Double.toString(random.between(-1_000_000, 1_000_000) / 1000.0);
      case 5 -> random.between(0, 99) + "e" + random.between(-400, 400);
      case 6 -> random.oneOf(List.of("true", "false", "null", "NaN", "Infinity", "-Infinity"));
      case 7 -> object(random, depth + 1);
      default -> {
        var out = new StringBuilder("[");
        int items = random.between(0, 4);
        for (int i = 0; i < items; i++) {
          out.append(i == 0 ? "" : ",").append(value(random, depth + 1));
        }
        yield out.append(space(random)).append("]").toString();
      }
    };
  }

  private static String text(Seeded random) {
    String raw = random.text(20);
    var out = new StringBuilder("\"");
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' && random.chance(0.5)) {
        out.append("\\n");
      } else if (!Character.isSurrogate(c) && random.chance(0.05)) {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String space(Seeded random) {
    return random.chance(0.8) ? "" : random.oneOf(List.of(" ", "\n", "\t ", "\r\n"));
  }

  /** Changes, inserts or deletes one ASCII byte. */
  private static byte[] mutated(Seeded random, byte[] json) {
    int at = random.between(0, json.length - 1);
    byte change = (byte) MUTATIONS.charAt(random.between(0, MUTATIONS.length() - 1));
    var out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < json.length; i++) {
      if (i != at || json[i] < 0) {
        out.write(json[i]);
      } else {
        int what = random.between(0, 2);
        if (what < 2) {
          out.write(change);
        }
        if (what == 1) {
          out.write(json[i]);
        }
      }
    }
    return out.size() == 0 ? json : out.toByteArray();
  }
}
