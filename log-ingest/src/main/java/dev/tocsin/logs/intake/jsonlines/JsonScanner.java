package dev.tocsin.logs.intake.jsonlines;

import dev.tocsin.logs.intake.KeyTable;
import dev.tocsin.logs.intake.KeyTable.Key;
import dev.tocsin.logs.intake.Rejection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one JSON object after the other and notes where the fields lie, without an object per
 * line or field. Nested objects become dotted keys; a key that occurs twice keeps its last value.
 *
 * <p>Strict JSON but for two things that loggers do: control characters in texts, and the numbers
 * {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
final class JsonScanner {

  /** Why an object could not be read; made once, without a stack. */
  static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Rejection reason;

    Bad(Rejection reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }
  }

  private static final Bad NOT_JSON = new Bad(Rejection.NOT_JSON);
  private static final Bad TOO_DEEP = new Bad(Rejection.TOO_DEEP);
  private static final Bad TOO_LARGE = new Bad(Rejection.TOO_LARGE);

  /** Objects nested deeper than this stay JSON text. */
  private static final int MAX_FLAT = 16;

  private static final int MAX_DEPTH = 256;

  /** Longer lines are refused. */
  static final int MAX_LINE = 1 << 20;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private final KeyTable table;
  private final boolean newlines;
  private final byte[] bytes;
  private final int end;
  private final LineFields fields;
  private int pos;
  private int start;
  private byte[] path = new byte[256];

  // What the last string or number was.
  private boolean escaped;
  private boolean plain;

  /**
   * Reads {@code bytes} up to {@code end}.
   *
   * @param newlines whether an object may go over several lines
   */
  JsonScanner(KeyTable table, LineFields fields, byte[] bytes, int end, boolean newlines) {
    this.table = table;
    this.fields = fields;
    this.bytes = bytes;
    this.end = end;
    this.newlines = newlines;
  }

  /**
   * Reads the object that begins at {@code from} into the fields.
   *
   * @return the position behind it
   * @throws Bad when it is no object
   */
  int object(int from) {
    start = from;
    pos = from + 1;
    fields.begin();
    object(0, 0);
    return pos;
  }

  /** Skips any value; returns the position behind it. */
  int skip(int from) {
    start = from;
    pos = from;
    skip(next(), 0);
    return pos;
  }

  private void object(int prefix, int depth) {
    int c = next();
    if (c == '}') {
      pos++;
      return;
    }
    while (true) {
      if (c != '"') {
        throw NOT_JSON;
      }
      if (pos - start > MAX_LINE) {
        throw TOO_LARGE;
      }
      int from = pos + 1;
      Key key = predicted(prefix);
      boolean raw = true;
      int to;
      if (key != null) {
        to = from + key.name().length - prefix;
        pos = to + 1;
      } else {
        to = string();
        raw = !escaped;
      }
      if (next() != ':') {
        throw NOT_JSON;
      }
      pos++;
      c = next();
      if (c == '{' && depth < MAX_FLAT) {
        int length = extend(prefix, from, to, raw);
        path = length == path.length ? Arrays.copyOf(path, length * 2) : path;
        path[length] = '.';
        pos++;
        object(length + 1, depth + 1);
      } else {
        if (key == null) {
          key =
              prefix == 0 && raw
                  ? table.of(bytes, from, to)
                  : table.of(path, 0, extend(prefix, from, to, raw));
        }
        value(key, c, depth);
      }
      c = next();
      if (c == ',') {
        pos++;
        c = next();
      } else if (c == '}') {
        pos++;
        return;
      } else {
        throw NOT_JSON;
      }
    }
  }

  /** The key that came at this place in the line before, when it comes again. */
  private @Nullable Key predicted(int prefix) {
    Key key = fields.expected();
    if (key == null) {
      return null;
    }
    byte[] name = key.name();
    int close = pos + 1 + name.length - prefix;
    boolean same =
        name.length > prefix
            && close < end
            && bytes[close] == '"'
            && Arrays.equals(name, prefix, name.length, bytes, pos + 1, close)
            && Arrays.equals(name, 0, prefix, path, 0, prefix);
    return same ? key : null;
  }

  /** Puts a key behind the path; returns the new length. */
  private int extend(int prefix, int from, int to, boolean raw) {
    if (path.length < prefix + to - from + 1) {
      path = Arrays.copyOf(path, (prefix + to - from + 1) * 2);
    }
    if (raw) {
      System.arraycopy(bytes, from, path, prefix, to - from);
      return prefix + to - from;
    }
    return JsonText.unescape(bytes, from, to, path, prefix);
  }

  private void value(Key key, int c, int depth) {
    int from = pos;
    switch (c) {
      case '"' -> {
        int to = string();
        fields.add(key, LineFields.text(escaped, plain), from + 1, to, 0);
      }
      case '{', '[' -> {
        skip(c, depth);
        fields.add(key, LineFields.JSON, from, pos, 0);
      }
      case 't' -> {
        literal("true");
        fields.add(key, LineFields.TRUE, from, pos, 0);
      }
      case 'f' -> {
        literal("false");
        fields.add(key, LineFields.FALSE, from, pos, 0);
      }
      case 'n' -> {
        literal("null");
        fields.add(key, LineFields.NULL, from, pos, 0);
      }
      default -> number(key, c);
    }
  }

  private void number(@Nullable Key key, int c) {
    int from = pos;
    boolean negative = c == '-';
    if (negative) {
      pos++;
    }
    int first = at(pos);
    if (first == 'I' || first == 'N' && !negative) {
      literal(first == 'I' ? "Infinity" : "NaN");
      note(key, LineFields.DECIMAL, from, 0);
      return;
    }
    int digits = pos;
    long value = digits();
    int length = pos - digits;
    if (length == 0 || first == '0' && length > 1) {
      throw NOT_JSON;
    }
    byte kind = length <= 18 ? LineFields.INTEGER : LineFields.LONG_INTEGER;
    if (at(pos) == '.') {
      kind = LineFields.DECIMAL;
      pos++;
      someDigits();
    }
    if (at(pos) == 'e' || at(pos) == 'E') {
      kind = LineFields.DECIMAL;
      pos++;
      if (at(pos) == '-' || at(pos) == '+') {
        pos++;
      }
      someDigits();
    }
    note(key, kind, from, negative ? -value : value);
  }

  private void note(@Nullable Key key, byte kind, int from, long value) {
    if (key != null) {
      fields.add(key, kind, from, pos, value);
    }
  }

  private long digits() {
    long value = 0;
    while (pos < end && bytes[pos] >= '0' && bytes[pos] <= '9') {
      value = value * 10 + (bytes[pos++] - '0');
    }
    return value;
  }

  private void someDigits() {
    int from = pos;
    var unused = digits();
    if (pos == from) {
      throw NOT_JSON;
    }
  }

  private void skip(int c, int depth) {
    if (depth > MAX_DEPTH) {
      throw TOO_DEEP;
    }
    switch (c) {
      case '"' -> {
        var unused = string();
      }
      case '{' -> members('}', depth);
      case '[' -> members(']', depth);
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number(null, c);
    }
  }

  private void members(int close, int depth) {
    pos++;
    int c = next();
    if (c == close) {
      pos++;
      return;
    }
    while (true) {
      if (close == '}') {
        if (c != '"') {
          throw NOT_JSON;
        }
        var unused = string();
        if (next() != ':') {
          throw NOT_JSON;
        }
        pos++;
        c = next();
      }
      skip(c, depth + 1);
      c = next();
      pos++;
      if (c == close) {
        return;
      }
      if (c != ',') {
        throw NOT_JSON;
      }
      c = next();
    }
  }

  /** Skips white space; the byte that follows. */
  private int next() {
    return pos < end && bytes[pos] > ' ' ? bytes[pos] : behindSpace();
  }

  private int behindSpace() {
    while (pos < end) {
      byte c = bytes[pos];
      if (c > ' ' || c < 0) {
        return c;
      }
      if (c != ' ' && c != '\t' && c != '\r' && (c != '\n' || !newlines)) {
        throw NOT_JSON;
      }
      pos++;
    }
    throw NOT_JSON;
  }

  private int at(int index) {
    return index < end ? bytes[index] : -1;
  }

  private void literal(String word) {
    int length = word.length();
    if (pos + length > end) {
      throw NOT_JSON;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[pos + i] != word.charAt(i)) {
        throw NOT_JSON;
      }
    }
    pos += length;
  }

  /** From the opening quote to behind the closing one; returns the closing quote's position. */
  private int string() {
    int i = pos + 1;
    long high = 0;
    escaped = false;
    while (i < end) {
      if (i + 8 <= end) {
        long word = (long) LONGS.get(bytes, i);
        long quote = word ^ 0x2222222222222222L;
        long slash = word ^ 0x5C5C5C5C5C5C5C5CL;
        long hit =
            ((quote - ONES & ~quote)
                    | (slash - ONES & ~slash)
                    | (word - 0x2020202020202020L & ~word))
                & HIGH;
        if (hit == 0) {
          high |= word;
          i += 8;
          continue;
        }
        int clean = Long.numberOfTrailingZeros(hit) & ~7;
        high |= word & (1L << clean) - 1;
        i += clean >>> 3;
      }
      byte c = bytes[i];
      if (c == '"') {
        pos = i + 1;
        plain = (high & HIGH) == 0;
        return i;
      }
      if (c == '\\') {
        escaped = true;
        int length = JsonText.escapeLength(bytes, i, end);
        if (length == 0) {
          throw NOT_JSON;
        }
        i += length;
        continue;
      }
      if (c == '\n' && !newlines) {
        throw NOT_JSON;
      }
      high |= c <= 0 ? HIGH : 0;
      i++;
    }
    throw NOT_JSON;
  }
}
