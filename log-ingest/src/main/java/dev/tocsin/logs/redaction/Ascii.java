package dev.tocsin.logs.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Questions about single bytes of UTF-8 text; everything beyond ASCII is "no". */
final class Ascii {

  static final byte DIGIT = 1;
  static final byte UPPER = 2;
  static final byte LOWER = 4;

  /** Space, tab, line ends. */
  static final byte BLANK = 8;

  /** Ends an unquoted value. */
  static final byte STOP = 16;

  /** May stand between the digits of a card. */
  static final byte GAP = 32;

  private static final byte[] CLASS = classes();

  private Ascii() {}

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int c = 0; c < 128; c++) {
      int mask = 0;
      mask |= c >= '0' && c <= '9' ? DIGIT : 0;
      mask |= c >= 'A' && c <= 'Z' ? UPPER : 0;
      mask |= c >= 'a' && c <= 'z' ? LOWER : 0;
      mask |= c == ' ' || c == '\t' || c == '\r' || c == '\n' ? BLANK : 0;
      mask |= c <= ' ' || ",;&\"'}])".indexOf(c) >= 0 ? STOP : 0;
      mask |= c == ' ' || c == '-' ? GAP : 0;
      classes[c] = (byte) mask;
    }
    return classes;
  }

  static boolean is(byte b, int mask) {
    return (CLASS[b & 0xff] & mask) != 0;
  }

  static boolean alnum(byte b) {
    return is(b, DIGIT | UPPER | LOWER);
  }

  /** A letter, a digit or an underscore. */
  static boolean word(byte b) {
    return b == '_' || alnum(b);
  }

  /** A character of base64url, the alphabet of tokens. */
  static boolean token(byte b) {
    return b == '-' || word(b);
  }

  static byte lower(byte b) {
    return is(b, UPPER) ? (byte) (b + 32) : b;
  }

  /** The bytes of an ASCII text. */
  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Whether {@code word}, in lower case, stands at {@code at} in any case. */
  static boolean startsIgnoringCase(byte[] b, int at, int to, byte[] word) {
    if (at < 0 || at + word.length > to) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (lower(b[at + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code text} stands at {@code at}. */
  static boolean startsWith(byte[] b, int at, int to, byte[] text) {
    if (at < 0 || at + text.length > to) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (b[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
