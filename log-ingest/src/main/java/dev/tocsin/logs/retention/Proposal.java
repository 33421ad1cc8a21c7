package dev.tocsin.logs.retention;

import dev.tocsin.logs.record.Level;
import dev.tocsin.problem.FieldErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A policy that somebody wants, read and checked. */
record Proposal(
    @Nullable Long project,
    @Nullable String service,
    @Nullable Integer level,
    @Nullable Duration maxAge,
    @Nullable Long maxBytes) {

  private static final long LEAST_BYTES = 1 << 20;
  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Reads a change; what is wrong goes into {@code errors}. */
  static Proposal of(RetentionResource.Change change, FieldErrors errors) {
    Duration age = age(change.maxAge(), errors);
    Long bytes = change.maxBytes();
    errors.require("maxBytes", bytes == null || bytes >= LEAST_BYTES, "be 1048576 at least");
    Long project = change.project();
    errors.require("project", project == null || project >= 0, "be a project number");
    String service = blank(change.service());
    errors.require(
        "service", service == null || service.length() <= 255, "have at most 255 characters");
    return new Proposal(project, service, level(blank(change.level()), errors), age, bytes);
  }

  private static @Nullable Duration age(@Nullable String text, FieldErrors errors) {
    String given = blank(text);
    if (given == null) {
      return null;
    }
    Duration age = Span.read(given);
    errors.require(
        "maxAge",
        age != null && age.compareTo(SHORTEST) >= 0 && age.compareTo(LONGEST) <= 0,
        "be a length such as 36h, 14d or 8w, from 10m to 36500d");
    return age;
  }

  private static @Nullable Integer level(@Nullable String word, FieldErrors errors) {
    if (word == null) {
      return null;
    }
    if (word.toLowerCase(Locale.ROOT).equals("unknown")) {
      return 0;
    }
    Level level = Level.ofWord(word);
    errors.require(
        "level", level != null, "be one of trace, debug, info, warn, error, fatal, unknown");
    return level == null ? null : (Integer) (level.ordinal() + 1);
  }

  /** The policy it would be. */
  RetentionPolicy policy(long id, Instant now) {
    return new RetentionPolicy(id, project, service, level, maxAge, maxBytes, "", now);
  }

  /** The name of a level from 0 (unknown) to 6. */
  static @Nullable String label(@Nullable Integer level) {
    return level == null ? null : level == 0 ? "unknown" : Level.values()[level - 1].label();
  }

  private static @Nullable String blank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
