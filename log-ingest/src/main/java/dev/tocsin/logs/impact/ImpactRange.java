package dev.tocsin.logs.impact;

import dev.tocsin.problem.FieldErrors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about.
 *
 * @param from start of the range
 * @param to its end
 * @param service exact name; null for all
 */
record ImpactRange(Instant from, Instant to, @Nullable String service) {

  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /** The range; by default the last hour. */
  static ImpactRange of(
      @Nullable String service, @Nullable String from, @Nullable String to, Instant now) {
    var errors = new FieldErrors();
    Instant end = time(errors, "to", to, now.plusSeconds(60));
    Instant start = time(errors, "from", from, end.minus(DEFAULT));
    errors.require("from", start.isBefore(end), "lie before to");
    errors.require(
        "from",
        Duration.between(start, end).compareTo(LONGEST) <= 0,
        "lie at most " + LONGEST.toDays() + " days before to");
    errors.throwIfAny();
    String name = service == null || service.isBlank() ? null : service.strip();
    return new ImpactRange(start, end, name);
  }

  /** The same range some time earlier. */
  ImpactRange earlier(Duration by) {
    return new ImpactRange(from.minus(by), to.minus(by), service);
  }

  /** Start in nanoseconds since the epoch. */
  long fromNs() {
    return from.getEpochSecond() * 1_000_000_000L + from.getNano();
  }

  /** End in nanoseconds since the epoch. */
  long toNs() {
    return to.getEpochSecond() * 1_000_000_000L + to.getNano();
  }

  private static Instant time(
      FieldErrors errors, String field, @Nullable String text, Instant fallback) {
    if (text == null || text.isBlank()) {
      return fallback;
    }
    try {
      Instant time = OffsetDateTime.parse(text.strip()).toInstant();
      if (time.getEpochSecond() >= 0 && time.getEpochSecond() < 9_000_000_000L) {
        return time;
      }
    } catch (DateTimeException e) {
      // Reported below, together with times that lie too far away.
    }
    errors.add(field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    return fallback;
  }
}
