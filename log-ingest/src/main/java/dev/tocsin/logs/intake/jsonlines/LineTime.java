package dev.tocsin.logs.intake.jsonlines;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Event times as loggers write them: nanoseconds since the epoch, 0 for what is no time. */
final class LineTime {

  private static final long SECOND = 1_000_000_000L;
  private static final int MAX_LENGTH = 40;

  private LineTime() {}

  /** Seconds, milliseconds, microseconds and nanoseconds are told apart by their size. */
  static long ofInteger(long number) {
    if (number < 1) {
      return 0;
    }
    if (number < 100_000_000_000L) {
      return number > Long.MAX_VALUE / SECOND ? 0 : number * SECOND;
    }
    return number < 100_000_000_000_000L
        ? number * 1_000_000
        : number < 100_000_000_000_000_000L ? number * 1000 : number;
  }

  /** A number with a fraction or exponent, as text. */
  static long ofDecimal(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return 0;
    }
    try {
      var number = new BigDecimal(new String(bytes, from, to - from, US_ASCII));
      double size = number.doubleValue();
      if (size < 1 || size > Long.MAX_VALUE) {
        return 0;
      }
      int shift = size < 1e11 ? 9 : size < 1e14 ? 6 : size < 1e17 ? 3 : 0;
      BigDecimal nanos = number.movePointRight(shift);
      return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? 0 : nanos.longValue();
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** ISO 8601 in its many spellings, or a number. Without a zone it is UTC. */
  static long ofText(byte[] bytes, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    while (from < to && bytes[to - 1] == ' ') {
      to--;
    }
    int length = to - from;
    if (length == 0 || length > MAX_LENGTH) {
      return 0;
    }
    boolean iso = length >= 16 && bytes[from + 4] == '-' && bytes[from + 7] == '-';
    return iso ? iso(bytes, from, to) : number(bytes, from, to);
  }

  private static long number(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c == '.' && i > from) {
        return digits(bytes, i + 1, to) ? ofDecimal(bytes, from, to) : 0;
      }
      if (c < '0' || c > '9' || i - from > 18) {
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return ofInteger(value);
  }

  private static boolean digits(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static long iso(byte[] bytes, int from, int to) {
    int year = two(bytes, from, to) * 100 + two(bytes, from + 2, to);
    int month = two(bytes, from + 5, to);
    int day = two(bytes, from + 8, to);
    byte t = bytes[from + 10];
    int hour = two(bytes, from + 11, to);
    int minute = two(bytes, from + 14, to);
    if (year < 1970
        || month < 1
        || month > 12
        || day < 1
        || day > 31
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || t != 'T' && t != 't' && t != ' '
        || bytes[from + 13] != ':') {
      return 0;
    }
    int at = from + 16;
    int second = 0;
    long nanos = 0;
    if (at < to && bytes[at] == ':') {
      second = two(bytes, at + 1, to);
      at += 3;
      if (second < 0 || second > 60) {
        return 0;
      }
      if (at < to && (bytes[at] == '.' || bytes[at] == ',')) {
        long unit = SECOND / 10;
        int first = ++at;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
          nanos += unit * (bytes[at] - '0');
          unit /= 10;
        }
        if (at == first) {
          return 0;
        }
      }
    }
    int offset = offset(bytes, at, to);
    long days = days(year, month, day);
    if (offset == Integer.MIN_VALUE || days < 0) {
      return 0;
    }
    long seconds = days * 86_400 + hour * 3600L + minute * 60L + second - offset;
    return seconds <= 0 || seconds > Long.MAX_VALUE / SECOND - 1 ? 0 : seconds * SECOND + nanos;
  }

  /** Seconds east of Greenwich; the smallest integer when it is no zone. */
  private static int offset(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0 || length == 1 && (bytes[from] == 'Z' || bytes[from] == 'z')) {
      return 0;
    }
    int hours = two(bytes, from + 1, to);
    int minutes =
        switch (length) {
          case 3 -> 0;
          case 5 -> two(bytes, from + 3, to);
          case 6 -> bytes[from + 3] == ':' ? two(bytes, from + 4, to) : -1;
          default -> -1;
        };
    boolean valid = hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
    if (!valid || bytes[from] != '+' && bytes[from] != '-') {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return bytes[from] == '-' ? -seconds : seconds;
  }

  /** Days since 1970-01-01; negative when there is no such day. */
  private static long days(int year, int month, int day) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    boolean exists =
        day <= 28
            || switch (month) {
              case 2 -> leap && day == 29;
              case 4, 6, 9, 11 -> day <= 30;
              default -> true;
            };
    return exists ? LocalDate.of(year, month, day).toEpochDay() : -1;
  }

  private static int two(byte[] bytes, int at, int to) {
    if (at + 2 > to) {
      return -1000;
    }
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
  }
}
