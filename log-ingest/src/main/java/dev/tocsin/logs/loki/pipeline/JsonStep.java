package dev.tocsin.logs.loki.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.loki.logql.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Labels from lines that are JSON objects. */
final class JsonStep implements Step {

  private static final String ERROR = "JSONParserErr";
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private record Wanted(String label, List<Object> path) {}

  private final List<Wanted> wanted;
  private final boolean unpack;

  JsonStep(List<Stage.Field> fields, boolean unpack) {
    this.wanted =
        fields.stream().map(field -> new Wanted(field.label(), path(field.path()))).toList();
    this.unpack = unpack;
  }

  @Override
  public boolean take(Line line) {
    String text = line.text();
    if (!startsAsObject(text)) {
      line.error(ERROR, "the line is no JSON object");
      return true;
    }
    try {
      if (wanted.isEmpty()) {
        flatten(line, text);
      } else {
        JsonNode root = MAPPER.readTree(text);
        for (Wanted each : wanted) {
          JsonNode found = walk(root, each.path());
          line.extract(each.label(), found.isValueNode() ? found.asText() : found.toString());
        }
      }
    } catch (IOException e) {
      line.error(ERROR, "the line is not valid JSON");
    }
    return true;
  }

  private static boolean startsAsObject(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i) == '{';
      }
    }
    return false;
  }

  private void flatten(Line line, String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      object(line, parser, "");
    }
  }

  private void object(Line line, JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      if (unpack && token == JsonToken.VALUE_STRING && key.equals("_entry")) {
        line.text(parser.getText());
        continue;
      }
      String name = prefix.isEmpty() ? Names.label(key) : prefix + "_" + Names.label(key);
      switch (token) {
        case START_OBJECT -> object(line, parser, name);
        case START_ARRAY -> parser.skipChildren();
        case VALUE_NULL -> {
          // says nothing
        }
        case VALUE_STRING -> line.extract(name, parser.getText());
        default -> {
          if (!unpack) {
            line.extract(name, parser.getText());
          }
        }
      }
    }
  }

  private static JsonNode walk(JsonNode root, List<Object> path) {
    JsonNode node = root;
    for (Object part : path) {
      node = part instanceof Integer index ? node.path(index) : node.path(part.toString());
    }
    return node;
  }

  /** {@code a.b[0]["c d"]} as its parts. */
  static List<Object> path(String text) {
    var parts = new ArrayList<Object>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '[') {
        int close = text.indexOf(']', at);
        close = close < 0 ? text.length() : close;
        String inner = text.substring(at + 1, close).strip();
        if (inner.matches("\\d{1,6}")) {
          parts.add(Integer.valueOf(inner));
        } else {
          parts.add(inner.replaceAll("^[\"'`]|[\"'`]$", ""));
        }
        at = close + 1;
      } else if (c == '.') {
        at++;
      } else {
        int end = at;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
          end++;
        }
        parts.add(text.substring(at, end));
        at = end;
      }
    }
    return parts;
  }
}
