package dev.tocsin.slo.report;

import dev.tocsin.problem.FieldErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A range that a caller asked for.
 *
 * @param from first moment
 * @param to last moment, later than the first
 */
record TimeRange(Instant from, Instant to) {

  private static final Duration LONGEST = Duration.ofDays(190);

  /**
   * Reads both ends.
   *
   * @param length length of the range where {@code from} is absent
   * @throws dev.tocsin.problem.ProblemException 400 with both fields when both are wrong
   */
  static TimeRange parse(@Nullable String from, @Nullable String to, Instant now, Duration length) {
    var errors = new FieldErrors();
    Instant end = instant("to", to, now, errors);
    Instant start = instant("from", from, end.minus(length), errors);
    errors.throwIfAny();
    errors.require("from", start.isBefore(end), "be before to");
    errors.throwIfAny();
    errors.require(
        "from",
        Duration.between(start, end).compareTo(LONGEST) <= 0,
        "be at most " + LONGEST.toDays() + " days before to");
    errors.throwIfAny();
    return new TimeRange(start, end.isAfter(now) && start.isBefore(now) ? now : end);
  }

  private static Instant instant(
      String field, @Nullable String text, Instant absent, FieldErrors errors) {
    if (text == null || text.isBlank()) {
      return absent;
    }
    try {
      Instant given = Instant.parse(text);
      if (given.getEpochSecond() >= 0 && given.getEpochSecond() < 253_402_300_800L) {
        return given;
      }
    } catch (DateTimeParseException broken) {
      // reported below, like a year that no calendar on a wall shows
    }
    errors.add(field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    return absent;
  }
}
