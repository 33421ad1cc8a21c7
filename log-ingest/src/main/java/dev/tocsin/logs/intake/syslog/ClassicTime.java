package dev.tocsin.logs.intake.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** {@code Nov 9 10:00:00}: a time without year and zone. */
final class ClassicTime {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final int LENGTH = 15;

  private ClassicTime() {}

  /**
   * Nanoseconds since the epoch, in the year that brings the time nearest to its arrival; 0 when
   * there is no such time here.
   */
  static long read(byte[] b, int from, int end, long arrivedNs, ZoneId zone) {
    if (length(b, from, end) == 0) {
      return 0;
    }
    int month =
        MONTHS.indexOf(new String(b, from, 3, US_ASCII).toLowerCase(java.util.Locale.ROOT)) + 1;
    int day = number(b, from + 4);
    int hour = number(b, from + 7);
    int minute = number(b, from + 10);
    int second = Math.min(59, number(b, from + 13));
    var arrived = Instant.ofEpochSecond(0, arrivedNs);
    int year = arrived.atZone(zone).getYear();
    long best = 0;
    for (int candidate = year - 1; candidate <= year + 1; candidate++) {
      try {
        var time = LocalDateTime.of(candidate, month, day, hour, minute, second).atZone(zone);
        long nanos = time.toEpochSecond() * 1_000_000_000L + fraction(b, from + LENGTH, end);
        if (best == 0 || Math.abs(nanos - arrivedNs) < Math.abs(best - arrivedNs)) {
          best = nanos;
        }
      } catch (DateTimeException noSuchDay) {
        // 29 February is not in every year.
      }
    }
    return best;
  }

  /** How many bytes the time here takes, its fraction included; 0 when there is none. */
  static int length(byte[] b, int from, int end) {
    if (end - from < LENGTH
        || b[from + 3] != ' '
        || b[from + 6] != ' '
        || b[from + 9] != ':'
        || b[from + 12] != ':'
        || !MONTHS.contains(new String(b, from, 3, US_ASCII).toLowerCase(java.util.Locale.ROOT))
        || number(b, from + 4) < 1
        || number(b, from + 7) < 0
        || number(b, from + 10) < 0
        || number(b, from + 13) < 0) {
      return 0;
    }
    int at = from + LENGTH;
    if (at < end && b[at] == '.') {
      at++;
      while (at < end && b[at] >= '0' && b[at] <= '9') {
        at++;
      }
    }
    return at - from;
  }

  private static long fraction(byte[] b, int from, int end) {
    long nanos = 0;
    long unit = 1_000_000_000L;
    if (from < end && b[from] == '.') {
      for (int i = from + 1; i < end && b[i] >= '0' && b[i] <= '9'; i++) {
        unit /= 10;
        nanos += unit * (b[i] - '0');
      }
    }
    return nanos;
  }

  /** Two digits, the first of which may be a space; -1 when it is neither. */
  private static int number(byte[] b, int from) {
    int tens = b[from] == ' ' ? 0 : b[from] - '0';
    int ones = b[from + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
