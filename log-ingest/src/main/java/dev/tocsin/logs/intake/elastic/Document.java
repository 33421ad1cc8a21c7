package dev.tocsin.logs.intake.elastic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.logs.intake.RecordDraft;
import dev.tocsin.logs.intake.Rfc3339;
import dev.tocsin.logs.record.Severity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document, flat: names of the Elastic Common Schema, dotted or nested, find their place, all
 * others become attributes.
 */
final class Document {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 100;

  private static final List<String> TIME = List.of("@timestamp", "timestamp", "time", "date");
  private static final List<String> MESSAGE =
      List.of("message", "msg", "log", "@message", "body", "event.original");
  private static final List<String> LEVEL =
      List.of(
          "log.level",
          "level",
          "severity_text",
          "severity",
          "loglevel",
          "log.syslog.severity.name",
          "log.syslog.severity.code");
  private static final List<String> SERVICE =
      List.of("service.name", "service", "app", "application", "log.syslog.appname", "programname");
  private static final List<String> HOST =
      List.of("host.name", "host.hostname", "host", "hostname");
  private static final List<String> TRACE = List.of("trace.id", "trace_id", "traceId");
  private static final List<String> SPAN = List.of("span.id", "span_id", "spanId");

  /** An array, as it stands in the bytes. */
  private record Raw(int from, int to) {}

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private Document(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /**
   * Reads a document.
   *
   * @throws IOException when the bytes are not one JSON object
   */
  static Document read(byte[] bytes, int from, int to) throws IOException {
    var document = new Document(bytes, from, to);
    try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      document.object(json, "", 0);
      if (json.nextToken() != null) {
        throw new IOException("more than one object");
      }
    }
    return document;
  }

  private void object(JsonParser json, String prefix, int depth) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
        object(json, name + ".", depth + 1);
        continue;
      }
      switch (token) {
        case VALUE_STRING -> fields.put(name, json.getText());
        case VALUE_TRUE -> fields.put(name, true);
        case VALUE_FALSE -> fields.put(name, false);
        case VALUE_NUMBER_FLOAT -> fields.put(name, json.getDoubleValue());
        case VALUE_NUMBER_INT ->
            fields.put(
                name,
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? json.getText()
                    : (Object) json.getLongValue());
        case START_ARRAY, START_OBJECT -> {
          int start = from + (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          fields.put(name, new Raw(start, from + (int) json.currentLocation().getByteOffset()));
        }
        default -> {
          // Null says nothing.
        }
      }
    }
  }

  /** The service it names, taken out; null when it names none. */
  @Nullable String takeService() {
    return takeText(SERVICE);
  }

  /** The host it names, taken out; null when it names none. */
  @Nullable String takeHost() {
    return takeText(HOST);
  }

  /** Puts everything that is left into a record. */
  void fill(RecordDraft draft) {
    draft.timeNs(takeTime());
    takeLevel(draft);
    String trace = takeText(TRACE);
    if (trace != null && !draft.traceIdHex(trace).hasTrace()) {
      draft.attribute("trace.id", trace);
    }
    String span = takeText(SPAN);
    if (span != null) {
      draft.spanIdHex(span);
    }
    String message = takeText(MESSAGE);
    if (message == null) {
      draft.body(bytes, from, to);
    } else {
      draft.body(message);
    }
    fields.forEach((name, value) -> attribute(draft, name, value));
  }

  private void attribute(RecordDraft draft, String name, Object value) {
    switch (value) {
      case String text -> draft.attribute(name, text);
      case Long number -> draft.attribute(name, number.longValue());
      case Double number -> draft.attribute(name, number.doubleValue());
      case Boolean truth -> draft.attribute(name, truth.booleanValue());
      case Raw raw -> draft.attributeJson(name, bytes, raw.from, raw.to);
      default -> draft.attribute(name, value.toString());
    }
  }

  private @Nullable String takeText(List<String> names) {
    for (String name : names) {
      if (fields.get(name) instanceof String text && !text.isEmpty()) {
        fields.remove(name);
        return text;
      }
    }
    return null;
  }

  private void takeLevel(RecordDraft draft) {
    for (String name : LEVEL) {
      Severity level =
          switch (fields.get(name)) {
            case String text when !text.isEmpty() -> Severity.ofText(text);
            case Long number when number >= 0 && number <= 100 ->
                Severity.ofDialectNumber(number.intValue());
            case null, default -> null;
          };
      if (level != null) {
        fields.remove(name);
        draft.severity(level.number(), level.text());
        return;
      }
    }
  }

  /** 0, and thus the time of arrival, when there is none. */
  private long takeTime() {
    for (String name : TIME) {
      long time =
          switch (fields.get(name)) {
            case String text -> ofText(text.strip());
            case Long number -> ofNumber(number);
            case Double number -> ofNumber(number.longValue());
            case null, default -> 0;
          };
      if (time != 0) {
        fields.remove(name);
        return time;
      }
    }
    return 0;
  }

  private static long ofText(String text) {
    if (!text.isEmpty() && text.length() < 20 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return ofNumber(Long.parseLong(text));
    }
    return Rfc3339.nanos(text);
  }

  /** Milliseconds by convention; seconds, micro- and nanoseconds are told by their size. */
  private static long ofNumber(long number) {
    if (number <= 0) {
      return 0;
    }
    long unit =
        number < 100_000_000_000L
            ? 1_000_000_000
            : number < 100_000_000_000_000L
                ? 1_000_000
                : number < 100_000_000_000_000_000L ? 1_000 : 1;
    return number * unit;
  }
}
