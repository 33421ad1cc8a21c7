package dev.tocsin.logs.intake.jsonlines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.logs.intake.BatchBuilder;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.record.Services;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON lines, or one JSON array, into a request; a bad line never costs a good one. */
final class JsonLines {

  /** More errors than this are counted but not listed. */
  static final int MAX_ERRORS = 100;

  /** Longer lines are refused unread. */
  private static final int MAX_LINE = 1 << 20;

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A refused line.
   *
   * @param line number of the line, or of the array's item, from 1
   * @param reason why
   */
  record LineError(int line, Rejection reason) {}

  private final BatchBuilder request;
  private final FieldNames names;
  private final String defaultService;
  private final Map<String, BatchBuilder.Stream> streams = new HashMap<>();
  private final List<LineError> errors = new ArrayList<>();
  private int line;

  JsonLines(BatchBuilder request, FieldNames names, @Nullable String defaultService) {
    this.request = request;
    this.names = names;
    this.defaultService =
        defaultService == null ? Services.UNKNOWN : Services.bounded(defaultService);
  }

  /** The first refused lines. */
  List<LineError> errors() {
    return errors;
  }

  /** Reads everything; an exception means that the body itself could not be read. */
  void read(InputStream body) throws IOException {
    var in = new BufferedInputStream(body, 8192);
    in.mark(64);
    int first = in.read();
    while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
      in.mark(64);
      first = in.read();
    }
    if (first < 0) {
      return;
    }
    in.reset();
    if (first == '[') {
      readArray(in);
    } else {
      readLines(in);
    }
  }

  private void readLines(InputStream in) throws IOException {
    var lines = new LineReader(in, MAX_LINE);
    for (var next = lines.next(); next != null; next = lines.next()) {
      line++;
      if (next.tooLong()) {
        refuse(Rejection.TOO_LARGE);
      } else if (!blank(next.bytes())) {
        readLine(next.bytes());
      }
    }
  }

  private void readLine(byte[] bytes) throws IOException {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        refuse(Rejection.NOT_AN_OBJECT);
        return;
      }
      var parsed = JsonLine.read(json, names);
      if (json.nextToken() != null) {
        refuse(Rejection.NOT_JSON);
        return;
      }
      add(parsed);
    } catch (JsonProcessingException e) {
      refuse(Rejection.NOT_JSON);
    }
  }

  /** An array cannot be entered again after an error in it: the items before it count. */
  private void readArray(InputStream in) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      json.nextToken();
      line = 1;
      for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
        if (token == null) {
          refuse(Rejection.NOT_JSON);
          return;
        }
        if (token == JsonToken.START_OBJECT) {
          add(JsonLine.read(json, names));
        } else {
          json.skipChildren();
          refuse(Rejection.NOT_AN_OBJECT);
        }
        line++;
      }
      if (json.nextToken() != null) {
        refuse(Rejection.NOT_JSON);
      }
    } catch (JsonProcessingException e) {
      refuse(Rejection.NOT_JSON);
    }
  }

  private void add(JsonLine parsed) {
    String service = parsed.service() == null ? defaultService : parsed.service();
    Rejection refused = streams.computeIfAbsent(service, this::stream).add(parsed.record());
    if (refused != null) {
      note(refused);
    }
  }

  private BatchBuilder.Stream stream(String service) {
    var name =
        KeyValue.newBuilder()
            .setKey("service.name")
            .setValue(AnyValue.newBuilder().setStringValue(service));
    return request.stream(
        Resource.newBuilder().addAttributes(name).build(),
        InstrumentationScope.getDefaultInstance());
  }

  private void refuse(Rejection reason) {
    request.reject(reason);
    note(reason);
  }

  private void note(Rejection reason) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(new LineError(line, reason));
    }
  }

  private static boolean blank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
