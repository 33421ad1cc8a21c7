package dev.tocsin.logs.intake.loki;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.logs.intake.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a push request in its JSON form, the present one and the one of before Loki 1.0. */
final class LokiJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] bytes;
  private final LokiSink sink;
  private final List<String> metadata = new ArrayList<>();

  private LokiJson(byte[] bytes, LokiSink sink) {
    this.bytes = bytes;
    this.sink = sink;
  }

  /**
   * Reads a whole request; a bad entry is refused alone.
   *
   * @throws IOException when the bytes are no such request
   */
  static void read(byte[] bytes, LokiSink sink) throws IOException {
    var request = new LokiJson(bytes, sink);
    try (JsonParser json = FACTORY.createParser(bytes)) {
      request.request(json);
    }
  }

  private void request(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean streams = json.currentName().equals("streams");
      json.nextToken();
      if (!streams || json.currentToken() == JsonToken.VALUE_NULL) {
        json.skipChildren();
        continue;
      }
      expect(json, json.currentToken(), JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        stream(json);
      }
    }
    if (json.nextToken() != null) {
      throw new JsonParseException(json, "the request goes on after its end");
    }
  }

  /** The labels may come after the entries: then these are read when the labels are known. */
  private void stream(JsonParser json) throws IOException {
    boolean labelled = false;
    int waiting = -1;
    int waitingEnd = -1;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals("stream") && token == JsonToken.START_OBJECT) {
        sink.stream(labels(json));
        labelled = true;
      } else if (name.equals("labels") && token == JsonToken.VALUE_STRING) {
        var parsed = LokiLabels.parse(json.getText());
        if (parsed == null) {
          sink.unreadableStream(json.getText());
        } else {
          sink.stream(parsed);
        }
        labelled = true;
      } else if ((name.equals("values") || name.equals("entries"))
          && token == JsonToken.START_ARRAY) {
        if (labelled) {
          entries(json);
        } else {
          waiting = (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          waitingEnd = (int) json.currentLocation().getByteOffset();
        }
      } else {
        json.skipChildren();
      }
    }
    if (waiting >= 0) {
      if (!labelled) {
        sink.stream(Map.of());
      }
      try (JsonParser again = FACTORY.createParser(bytes, waiting, waitingEnd - waiting)) {
        again.nextToken();
        entries(again);
      }
    }
  }

  private static Map<String, String> labels(JsonParser json) throws IOException {
    var labels = new LinkedHashMap<String, String>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (token.isScalarValue()) {
        labels.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return labels;
  }

  private void entries(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      switch (json.currentToken()) {
        case START_ARRAY -> value(json);
        case START_OBJECT -> oldEntry(json);
        default -> refuse(json.getText());
      }
    }
  }

  private void value(JsonParser json) throws IOException {
    String time = null;
    String line = null;
    metadata.clear();
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      JsonToken token = json.currentToken();
      if (i == 0 && token.isScalarValue()) {
        time = json.getText();
      } else if (i == 1 && token == JsonToken.VALUE_STRING) {
        line = json.getText();
      } else if (token == JsonToken.START_OBJECT) {
        flat(json, "", 0);
      } else {
        json.skipChildren();
      }
    }
    add(time, line);
  }

  private void oldEntry(JsonParser json) throws IOException {
    String time = null;
    String line = null;
    metadata.clear();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if ((name.equals("ts") || name.equals("timestamp")) && token.isScalarValue()) {
        time = json.getText();
      } else if (name.equals("line") && token == JsonToken.VALUE_STRING) {
        line = json.getText();
      } else if (name.equals("structuredMetadata") && token == JsonToken.START_OBJECT) {
        flat(json, "", 0);
      } else {
        json.skipChildren();
      }
    }
    add(time, line);
  }

  /** Metadata should be flat; what is not becomes dotted names. */
  private void flat(JsonParser json, String prefix, int depth) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT && depth < 16) {
        flat(json, name + ".", depth + 1);
      } else if (token.isScalarValue()) {
        metadata.add(name);
        metadata.add(json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  private void add(@Nullable String time, @Nullable String line) {
    long nanos = time == null ? 0 : LokiTime.ofText(time);
    if (line == null || nanos == 0) {
      refuse(line == null ? "" : line);
      return;
    }
    byte[] text = line.getBytes(UTF_8);
    sink.entry(nanos, text, 0, text.length, metadata);
  }

  private void refuse(String piece) {
    byte[] raw = piece.getBytes(UTF_8);
    sink.sink().reject(Rejection.NOT_JSON, raw, 0, raw.length);
  }

  private static void expect(JsonParser json, JsonToken token, JsonToken wanted)
      throws JsonParseException {
    if (token != wanted) {
      throw new JsonParseException(json, "not a push request");
    }
  }
}
