package dev.tocsin.logs.intake.jsonlines;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Decimal numbers from their digits. */
final class JsonNumber {

  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private JsonNumber() {}

  /**
   * The nearest double. Up to 15 digits and no exponent need one exact division; the rest is left
   * to the JDK.
   */
  static double decimal(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    if (to - at > 16) {
      return slow(bytes, from, to);
    }
    long digits = 0;
    int point = -1;
    for (; at < to; at++) {
      byte c = bytes[at];
      if (c == '.') {
        point = at;
      } else if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
      } else {
        return slow(bytes, from, to);
      }
    }
    double value = point < 0 ? digits : digits / TENS[to - point - 1];
    return negative ? -value : value;
  }

  private static double slow(byte[] bytes, int from, int to) {
    return Double.parseDouble(new String(bytes, from, to - from, US_ASCII));
  }
}
