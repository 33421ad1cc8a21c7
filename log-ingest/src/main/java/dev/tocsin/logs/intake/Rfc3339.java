package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads RFC 3339 times, with the liberties that senders take: a space for the T, no zone (UTC). */
public final class Rfc3339 {

  private static final int DATE_AND_TIME = 19;
  private static final long SECOND = 1_000_000_000L;

  private Rfc3339() {}

  /** Nanoseconds since the epoch; 0 when the text is no such time. */
  public static long nanos(String text) {
    byte[] b = text.getBytes(UTF_8);
    return nanos(b, 0, b.length);
  }

  /** Nanoseconds since the epoch; 0 when the bytes are no such time. */
  public static long nanos(byte[] b, int from, int to) {
    if (to - from < DATE_AND_TIME || to - from > 40 || !punctuated(b, from)) {
      return 0;
    }
    int year = digits(b, from, 4);
    int month = digits(b, from + 5, 2);
    int day = digits(b, from + 8, 2);
    int hour = digits(b, from + 11, 2);
    int minute = digits(b, from + 14, 2);
    int second = digits(b, from + 17, 2);
    if ((year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 60) {
      return 0;
    }
    int at = from + DATE_AND_TIME;
    long nano = 0;
    if (at < to && (b[at] == '.' || b[at] == ',')) {
      long unit = SECOND;
      for (at++; at < to && b[at] >= '0' && b[at] <= '9'; at++) {
        unit /= 10;
        nano += unit * (b[at] - '0');
      }
    }
    int offset = offsetSeconds(b, at, to);
    if (offset == Integer.MIN_VALUE) {
      return 0;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      long seconds = days * 86_400 + hour * 3600L + minute * 60L + second - offset;
      return Math.addExact(Math.multiplyExact(seconds, SECOND), nano);
    } catch (DateTimeException | ArithmeticException e) {
      return 0;
    }
  }

  private static boolean punctuated(byte[] b, int from) {
    return b[from + 4] == '-'
        && b[from + 7] == '-'
        && (b[from + 10] == 'T' || b[from + 10] == 't' || b[from + 10] == ' ')
        && b[from + 13] == ':'
        && b[from + 16] == ':';
  }

  /** Z, ±hh, ±hhmm or ±hh:mm to the end; nothing means UTC. */
  private static int offsetSeconds(byte[] b, int from, int to) {
    if (from == to || to - from == 1 && (b[from] == 'Z' || b[from] == 'z')) {
      return 0;
    }
    if (b[from] != '+' && b[from] != '-') {
      return Integer.MIN_VALUE;
    }
    String rest = new String(b, from + 1, to - from - 1, US_ASCII).replace(":", "");
    byte[] digits = rest.getBytes(US_ASCII);
    int hours = digits.length >= 2 ? digits(digits, 0, 2) : -1;
    int minutes = digits.length == 4 ? digits(digits, 2, 2) : digits.length == 2 ? 0 : -1;
    if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return b[from] == '-' ? -seconds : seconds;
  }

  private static int digits(byte[] b, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return -1;
      }
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }
}
