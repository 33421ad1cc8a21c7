package dev.tocsin.logs.intake.elastic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An action line of a bulk request.
 *
 * @param name create, index, update or delete
 * @param index null when the request's own counts
 * @param id null when the client gives none
 */
record BulkAction(String name, @Nullable String index, @Nullable String id) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> NAMES = Set.of("create", "index", "update", "delete");

  /** Whether a document line follows. */
  boolean hasDocument() {
    return !name.equals("delete");
  }

  /** Whether it asks for something that a log store does. */
  boolean adds() {
    return name.equals("create") || name.equals("index");
  }

  /** Reads the line; null when it is no action. */
  static @Nullable BulkAction parse(byte[] b, int from, int to) {
    try (JsonParser json = JSON.createParser(b, from, to - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String name = json.nextFieldName();
      if (name == null || !NAMES.contains(name) || json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String index = null;
      String id = null;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("_index") && value.isScalarValue()) {
          index = json.getText();
        } else if (field.equals("_id") && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          id = json.getText();
        } else {
          json.skipChildren();
        }
      }
      boolean ends = json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null;
      return ends ? new BulkAction(name, index, id) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
