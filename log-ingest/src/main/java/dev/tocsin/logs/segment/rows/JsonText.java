package dev.tocsin.logs.segment.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** JSON as UTF-8 bytes that grow. */
final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  byte[] bytes = new byte[4096];
  int size;

  void raw(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  void raw(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  void raw(String ascii) {
    raw(ascii.getBytes(US_ASCII), 0, ascii.length());
  }

  /** A JSON string of UTF-8 bytes. */
  void text(byte[] source, int from, int length) {
    room(length * 6 + 2);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    for (int i = from; i < from + length; i++) {
      byte b = source[i];
      if (b >= 0 && b < ' ' || b == '"' || b == '\\') {
        at = escape(out, at, b);
      } else {
        out[at++] = b;
      }
    }
    out[at++] = '"';
    size = at;
  }

  /** An attribute's value. */
  void value(byte type, long value, byte[] data) {
    switch (type) {
      case Attributes.TEXT -> text(data, Attributes.from(value), Attributes.length(value));
      case Attributes.JSON -> raw(data, Attributes.from(value), Attributes.length(value));
      case Attributes.INTEGER -> raw(Long.toString(value));
      case Attributes.DECIMAL -> raw(Double.toString(Double.longBitsToDouble(value)));
      default -> raw(value == 0 ? "false" : "true");
    }
  }

  private static int escape(byte[] out, int start, byte b) {
    int at = start;
    out[at++] = '\\';
    switch (b) {
      case '\n' -> out[at++] = 'n';
      case '\r' -> out[at++] = 'r';
      case '\t' -> out[at++] = 't';
      case '"', '\\' -> out[at++] = b;
      default -> {
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[b >> 4];
        out[at++] = HEX[b & 15];
      }
    }
    return at;
  }

  private void room(int more) {
    int end = Math.addExact(size, more);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
  }
}
