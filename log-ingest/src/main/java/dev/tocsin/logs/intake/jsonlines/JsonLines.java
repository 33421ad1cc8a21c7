package dev.tocsin.logs.intake.jsonlines;

import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.Rejection;
import dev.tocsin.logs.record.Services;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON lines, or one JSON array, into a request; a bad line never costs a good one. */
final class JsonLines {

  /** More errors than this are counted but not listed. */
  static final int MAX_ERRORS = 100;

  /**
   * A refused line.
   *
   * @param line number of the line, or of the array's item, from 1
   * @param reason why
   */
  record LineError(int line, Rejection reason) {}

  private final IntakeRequest request;
  private final FieldNames names;
  private final String defaultService;
  private final List<LineError> errors = new ArrayList<>();
  private int line = 1;

  JsonLines(IntakeRequest request, FieldNames names, @Nullable String defaultService) {
    this.request = request;
    this.names = names;
    this.defaultService =
        defaultService == null ? Services.UNKNOWN : Services.bounded(defaultService);
  }

  /** The first refused lines. */
  List<LineError> errors() {
    return errors;
  }

  /** Reads a whole body. */
  void read(byte[] bytes, int size) {
    int from = size >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
    int first = space(bytes, from, size);
    boolean array = first < size && bytes[first] == '[';
    line = array ? 1 : line;
    var keys = request.draft().keys();
    var fields = new LineFields(names, keys);
    var scanner = new JsonScanner(keys, fields, bytes, size, array);
    var record = new LineRecord(request, fields, bytes, defaultService);
    if (array) {
      readArray(bytes, first + 1, size, scanner, record);
    } else {
      readLines(bytes, from, size, scanner, record);
    }
  }

  private void readLines(
      byte[] bytes, int start, int size, JsonScanner scanner, LineRecord record) {
    int at = start;
    while (at < size) {
      byte c = bytes[at];
      if (c == '\n') {
        line++;
        at++;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '{') {
        at = readLine(bytes, at, size, scanner, record);
      } else {
        int end = lineEnd(bytes, at, size);
        refuse(
            notAnObject(scanner, at, end) ? Rejection.NOT_AN_OBJECT : Rejection.NOT_JSON,
            bytes,
            at,
            end);
        at = end;
      }
    }
  }

  private int readLine(byte[] bytes, int from, int size, JsonScanner scanner, LineRecord record) {
    try {
      int end = scanner.object(from);
      int next = end;
      while (next < size && (bytes[next] == ' ' || bytes[next] == '\t' || bytes[next] == '\r')) {
        next++;
      }
      if (next < size && bytes[next] != '\n') {
        next = lineEnd(bytes, next, size);
        refuse(Rejection.NOT_JSON, bytes, from, next);
        return next;
      }
      add(record, bytes, from, end);
      return next;
    } catch (JsonScanner.Bad bad) {
      int end = lineEnd(bytes, from, size);
      refuse(bad.reason, bytes, from, end);
      return end;
    }
  }

  private static boolean notAnObject(JsonScanner scanner, int from, int end) {
    try {
      return scanner.skip(from) == end;
    } catch (JsonScanner.Bad bad) {
      return false;
    }
  }

  /** An array cannot be entered again after an error in it: the items before it count. */
  private void readArray(
      byte[] bytes, int start, int size, JsonScanner scanner, LineRecord record) {
    int at = space(bytes, start, size);
    boolean first = true;
    while (at < size) {
      if (first && bytes[at] == ']') {
        break;
      }
      first = false;
      int from = at;
      try {
        if (bytes[at] == '{') {
          at = scanner.object(at);
          add(record, bytes, from, at);
        } else {
          at = scanner.skip(at);
          refuse(Rejection.NOT_AN_OBJECT, bytes, from, at);
        }
      } catch (JsonScanner.Bad bad) {
        refuse(bad.reason, bytes, from, size);
        return;
      }
      line++;
      at = space(bytes, at, size);
      if (at < size && bytes[at] == ']') {
        break;
      }
      if (at == size || bytes[at] != ',') {
        refuse(Rejection.NOT_JSON, bytes, at, size);
        return;
      }
      at = space(bytes, at + 1, size);
    }
    int rest = at == size ? size : space(bytes, at + 1, size);
    if (at == size || rest < size) {
      refuse(Rejection.NOT_JSON, bytes, rest, size);
    }
  }

  private void add(LineRecord record, byte[] bytes, int from, int to) {
    request.position(line);
    Rejection refused = to - from > JsonScanner.MAX_LINE ? Rejection.TOO_LARGE : null;
    if (refused != null) {
      refuse(refused, bytes, from, to);
      return;
    }
    refused = record.add(from, to);
    if (refused != null) {
      note(refused);
    }
  }

  private void refuse(Rejection reason, byte[] bytes, int from, int to) {
    request.position(line);
    request.reject(reason, bytes, from, to);
    note(reason);
  }

  private void note(Rejection reason) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(new LineError(line, reason));
    }
  }

  private static int lineEnd(byte[] bytes, int from, int size) {
    int at = from;
    while (at < size && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static int space(byte[] bytes, int from, int size) {
    int at = from;
    while (at < size
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
    return at;
  }
}
