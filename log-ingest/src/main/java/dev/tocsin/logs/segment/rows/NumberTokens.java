package dev.tocsin.logs.segment.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tocsin.logs.segment.Tokens;
import java.math.BigDecimal;
import java.util.Arrays;

/** Tokens of numbers as they are written in decimal; a number that was just seen is passed over. */
public final class NumberTokens {

  private static final int RECENT = 1 << 12;

  private final long[] recentWhole = new long[RECENT];
  private final long[] recentDecimal = new long[RECENT];
  private final byte[] digits = new byte[24];

  /** A new block begins: nothing was seen yet. */
  public void clear() {
    Arrays.fill(recentWhole, 0);
    Arrays.fill(recentDecimal, 0);
  }

  /** Tokens of a whole number. */
  public void whole(long number, Tokens.Sink sink) {
    // Numbers of one digit are no tokens.
    if (number > -10 && number < 10 || seen(recentWhole, number)) {
      return;
    }
    if (number == Long.MIN_VALUE) {
      text(Long.toString(number), sink);
      return;
    }
    int at = digits.length;
    for (long left = Math.abs(number); left > 0; left /= 10) {
      digits[--at] = (byte) ('0' + left % 10);
    }
    Tokens.each(digits, at, digits.length, sink);
  }

  /** Tokens of a decimal number, plain and, where that is usual, with an exponent. */
  public void decimal(long bits, Tokens.Sink sink) {
    if (seen(recentDecimal, bits)) {
      return;
    }
    double number = Math.abs(Double.longBitsToDouble(bits));
    if (number < 1e9 && fewDecimals(number, sink)) {
      return;
    }
    String text = Double.toString(number);
    if (number < 1e-3 || number >= 1e7) {
      var exact = new BigDecimal(text);
      text(exact.toPlainString(), sink);
      int exponent = exact.precision() - exact.scale() - 1;
      var digitsOnly = exact.unscaledValue().toString().replaceFirst("0+$", "");
      String tail = digitsOnly.length() > 1 ? "." + digitsOnly.substring(1) : "";
      String two = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
      text(digitsOnly.charAt(0) + tail + 'e' + (exponent < 0 ? '-' : '+') + two, sink);
    }
    text(text, sink);
  }

  /** Up to three decimals without making a String; false when there are more. */
  private boolean fewDecimals(double number, Tokens.Sink sink) {
    double scale = 1;
    for (int decimals = 0; decimals <= 3; decimals++, scale *= 10) {
      long scaled = Math.round(number * scale);
      if (scaled / scale == number) {
        long power = (long) scale;
        part(scaled / power, 1, sink);
        part(scaled % power, decimals, sink);
        return true;
      }
    }
    return false;
  }

  private void part(long number, int least, Tokens.Sink sink) {
    int at = digits.length;
    for (long left = number; left > 0; left /= 10) {
      digits[--at] = (byte) ('0' + left % 10);
    }
    while (digits.length - at < least) {
      digits[--at] = '0';
    }
    Tokens.each(digits, at, digits.length, sink);
  }

  private static boolean seen(long[] recent, long value) {
    int at = (int) (value * 0x9E3779B97F4A7C15L >>> 52);
    boolean known = recent[at] == value;
    recent[at] = value;
    return known;
  }

  private static void text(String text, Tokens.Sink sink) {
    var bytes = text.getBytes(US_ASCII);
    Tokens.each(bytes, 0, bytes.length, sink);
  }
}
