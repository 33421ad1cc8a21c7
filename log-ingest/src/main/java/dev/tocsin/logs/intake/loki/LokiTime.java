package dev.tocsin.logs.intake.loki;

import dev.tocsin.logs.intake.Rfc3339;

/** Times of entries. */
final class LokiTime {

  private static final long SECOND = 1_000_000_000L;

  private LokiTime() {}

  /** Nanoseconds since the epoch; negative, and thus refused, when they do not fit. */
  static long nanos(long seconds, long nanos) {
    try {
      return Math.addExact(Math.multiplyExact(seconds, SECOND), nanos);
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  /** Nanoseconds as decimal text, or RFC 3339; 0 when it is neither. */
  static long ofText(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return Rfc3339.nanos(text.strip());
    }
  }
}
