package dev.tocsin.logs.views;

import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;
import dev.tocsin.logs.views.SavedView.Content;
import dev.tocsin.problem.FieldErrors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A view to save.
 *
 * @param name unique among the caller's views, at most 100 characters
 * @param description what it is good for, at most 1000 characters
 * @param shared whether everybody sees it; default false
 * @param project only this project; none for all that the reader may see
 * @param query in the query language; empty for everything
 * @param columns fields to show, at most 50
 * @param range the time it looks at; default the last hour
 * @param version the version that is changed; only when changing
 */
@Schema(name = "LogViewRequest")
public record ViewRequest(
    @Nullable String name,
    @Nullable String description,
    @Nullable Boolean shared,
    @Nullable Long project,
    @Nullable String query,
    @Nullable List<@Nullable String> columns,
    @Nullable Range range,
    @Nullable Long version) {

  private static final int MAX_COLUMNS = 50;
  private static final Duration LONGEST = Duration.ofDays(3660);

  /**
   * A time range: either a length until now, or two ends.
   *
   * @param last ISO 8601 length such as PT15M or P7D
   * @param from RFC 3339
   * @param to RFC 3339
   */
  @Schema(name = "LogViewRange")
  public record Range(@Nullable String last, @Nullable String from, @Nullable String to) {}

  /** What it asks; what is wrong goes into {@code errors}. */
  Content check(FieldErrors errors) {
    String called = text(name);
    errors.notBlank("name", called, 100);
    String told = text(description);
    errors.require("description", told.length() <= 1000, "have at most 1000 characters");
    errors.require("project", project == null || project >= 0, "be a project number");
    String asked = text(query);
    if (QueryParser.parse(asked) instanceof Parsed.Bad bad) {
      errors.add("query", bad.message());
    }
    Range time = range == null ? new Range("PT1H", null, null) : range;
    Duration last = time.last() == null ? null : length(time.last(), errors);
    Instant from = time.last() == null ? instant("range.from", time.from(), errors) : null;
    Instant to = time.last() == null ? instant("range.to", time.to(), errors) : null;
    boolean both = time.last() != null && (time.from() != null || time.to() != null);
    errors.require("range", !both, "be a length or two ends, not both");
    errors.require("range.from", from == null || to == null || from.isBefore(to), "lie before to");
    return new Content(
        called, told, Boolean.TRUE.equals(shared), project, asked, columns(errors), last, from, to);
  }

  private List<String> columns(FieldErrors errors) {
    if (columns == null) {
      return List.of();
    }
    boolean fine = columns.size() <= MAX_COLUMNS;
    var seen = new HashSet<String>();
    for (String column : columns) {
      fine &= column != null && !column.isBlank() && column.length() <= 255 && seen.add(column);
    }
    errors.require("columns", fine, "be at most 50 different names of at most 255 characters");
    return fine ? columns.stream().map(String::valueOf).toList() : List.of();
  }

  private static @Nullable Duration length(String text, FieldErrors errors) {
    try {
      Duration length = Duration.parse(text.strip());
      if (length.isPositive() && length.compareTo(LONGEST) <= 0) {
        return length;
      }
    } catch (DateTimeException e) {
      // Reported below, together with lengths that make no sense.
    }
    errors.add("range.last", "be an ISO 8601 length such as PT15M or P7D");
    return null;
  }

  private static @Nullable Instant instant(
      String field, @Nullable String text, FieldErrors errors) {
    try {
      if (text != null) {
        Instant time = OffsetDateTime.parse(text.strip()).toInstant();
        if (time.getEpochSecond() >= 0 && time.getEpochSecond() < 9_000_000_000L) {
          return time;
        }
      }
    } catch (DateTimeException e) {
      // Reported below, together with times that lie too far away.
    }
    errors.add(field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    return null;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }
}
