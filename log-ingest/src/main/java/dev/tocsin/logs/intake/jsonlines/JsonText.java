package dev.tocsin.logs.intake.jsonlines;

/** Escapes in JSON texts. */
final class JsonText {

  private JsonText() {}

  /** Bytes of the escape that begins with the backslash at {@code at}; 0 when it is none. */
  static int escapeLength(byte[] bytes, int at, int end) {
    if (at + 1 >= end) {
      return 0;
    }
    return switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> at + 6 <= end && unit(bytes, at + 2) >= 0 ? 6 : 0;
      default -> 0;
    };
  }

  /**
   * Writes the text without escapes to {@code target}, which never needs more room than the source.
   * Half of a surrogate pair becomes U+FFFD.
   *
   * @return the end of what was written
   */
  static int unescape(byte[] bytes, int from, int to, byte[] target, int at) {
    int i = from;
    int out = at;
    while (i < to) {
      byte c = bytes[i];
      if (c != '\\') {
        target[out++] = c;
        i++;
        continue;
      }
      byte kind = bytes[i + 1];
      if (kind != 'u') {
        target[out++] =
            switch (kind) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> kind;
            };
        i += 2;
        continue;
      }
      int code = unit(bytes, i + 2);
      i += 6;
      if (Character.isHighSurrogate((char) code)
          && i + 6 <= to
          && bytes[i] == '\\'
          && bytes[i + 1] == 'u'
          && Character.isLowSurrogate((char) unit(bytes, i + 2))) {
        code = Character.toCodePoint((char) code, (char) unit(bytes, i + 2));
        i += 6;
      } else if (Character.isSurrogate((char) code)) {
        code = 0xFFFD;
      }
      out = utf8(code, target, out);
    }
    return out;
  }

  private static int utf8(int code, byte[] target, int at) {
    int out = at;
    if (code < 0x80) {
      target[out++] = (byte) code;
    } else if (code < 0x800) {
      target[out++] = (byte) (0xC0 | code >> 6);
      target[out++] = (byte) (0x80 | code & 0x3F);
    } else if (code < 0x10000) {
      target[out++] = (byte) (0xE0 | code >> 12);
      target[out++] = (byte) (0x80 | code >> 6 & 0x3F);
      target[out++] = (byte) (0x80 | code & 0x3F);
    } else {
      target[out++] = (byte) (0xF0 | code >> 18);
      target[out++] = (byte) (0x80 | code >> 12 & 0x3F);
      target[out++] = (byte) (0x80 | code >> 6 & 0x3F);
      target[out++] = (byte) (0x80 | code & 0x3F);
    }
    return out;
  }

  private static int unit(byte[] bytes, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
