package dev.tocsin.logs.loki.logql;

import org.jspecify.annotations.Nullable;

/** Strings between double quotes. */
public final class Quoting {

  private Quoting() {}

  /** The text between double quotes, escaped. */
  public static String quote(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\x")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Resolves the escapes; null when one of them is unknown. */
  static @Nullable String unquote(String inner) {
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    var out = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (++i >= inner.length()) {
        return null;
      }
      char escape = inner.charAt(i);
      int simple = "abfnrtv\\\"'".indexOf(escape);
      if (simple >= 0) {
        out.append("\u0007\b\f\n\r\t\u000b\\\"'".charAt(simple));
        continue;
      }
      int length = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
      int code = length == 0 ? -1 : hex(inner, i + 1, length);
      if (code < 0 || code > Character.MAX_CODE_POINT) {
        return null;
      }
      out.appendCodePoint(code);
      i += length;
    }
    return out.toString();
  }

  private static int hex(String text, int from, int length) {
    if (from + length > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + length; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
