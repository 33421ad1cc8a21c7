package dev.tocsin.logs.loki.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of a flat JSON object as text. */
final class JsonFields {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonFields() {}

  /** Hands over each field; an array's value is its JSON text. */
  static void read(@Nullable String json, BiConsumer<String, String> field) {
    if (json == null || json.length() <= 2) {
      return;
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
          int from = (int) parser.currentTokenLocation().getCharOffset();
          parser.skipChildren();
          int to = (int) parser.currentTokenLocation().getCharOffset() + 1;
          field.accept(key, json.substring(from, to));
        } else if (token != JsonToken.VALUE_NULL) {
          field.accept(key, parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("stored attributes are not valid JSON", e);
    }
  }
}
