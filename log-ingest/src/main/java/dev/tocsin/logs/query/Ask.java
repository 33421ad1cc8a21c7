package dev.tocsin.logs.query;

import dev.tocsin.access.Caller;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.FieldNames;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;
import dev.tocsin.logs.record.Level;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that all questions share; all broken ones are named together. */
public final class Ask {

  private static final Duration DEFAULT_RANGE = Duration.ofHours(1);
  private static final int MAX_FIELD = 256;

  private final FieldErrors errors = new FieldErrors();
  private final Instant now;

  /** Times that are left out count from {@code now}. */
  public Ask(Instant now) {
    this.now = now;
  }

  /** What was wrong so far. */
  public FieldErrors errors() {
    return errors;
  }

  /** A question in the language, narrowed by the plain parameters; by default the last hour. */
  public Question question(
      @Nullable Long project,
      @Nullable String from,
      @Nullable String to,
      @Nullable String service,
      @Nullable String level,
      @Nullable String text,
      @Nullable String traceId) {
    Instant end = time("to", to, now.plusSeconds(60));
    Instant start = time("from", from, end.minus(DEFAULT_RANGE));
    errors.require("from", start.isBefore(end), "lie before to");
    var parts = new ArrayList<Expr>();
    Level least = level("level", blank(level));
    if (least != null) {
      parts.add(Expr.atLeast(least.lowest()));
    }
    String name = blank(service);
    if (name != null) {
      parts.add(Expr.exactly(Field.SERVICE, name));
    }
    String trace = trace(blank(traceId));
    if (trace != null) {
      parts.add(Expr.exactly(Field.TRACE_ID, trace));
    }
    parts.add(query(text));
    return new Question(new Scope(project, nanos(start), nanos(end)), Expr.and(parts));
  }

  /** A condition in the query language. */
  Expr query(@Nullable String text) {
    return switch (QueryParser.parse(text == null ? "" : text)) {
      case Parsed.Good good -> good.expr();
      case Parsed.Bad bad -> {
        errors.add("q", "be a query: " + bad.message());
        yield Expr.ALL;
      }
    };
  }

  /** The name of a field; null and reported when it cannot be one. */
  @Nullable Field field(String parameter, @Nullable String name) {
    String given = blank(name);
    boolean fits = given != null && given.length() <= MAX_FIELD;
    errors.require(parameter, fits, "name a field, in at most " + MAX_FIELD + " characters");
    return given == null || !fits ? null : FieldNames.field(given);
  }

  /** A whole number within a range. */
  public int number(String field, @Nullable Integer value, int fallback, int min, int max) {
    if (value == null) {
      return fallback;
    }
    errors.range(field, value, min, max);
    return value;
  }

  /** True for newest first, the default. */
  public boolean descending(@Nullable String order) {
    String way = order == null ? "desc" : order.toLowerCase(Locale.ROOT);
    errors.require("order", way.equals("desc") || way.equals("asc"), "be desc or asc");
    return way.equals("desc");
  }

  /**
   * The project to look at; null for all of them.
   *
   * @throws ProblemException 403 for a project the caller may not see
   */
  public @Nullable Long project(@Nullable String given, @Nullable Caller caller) {
    Long bound = caller == null ? null : caller.projectId();
    String text = blank(given);
    if (text == null) {
      return bound;
    }
    try {
      long project = Long.parseLong(text);
      if (caller != null && !caller.mayUseProject(project)) {
        throw ProblemException.forbidden("This key does not see that project.");
      }
      return project;
    } catch (NumberFormatException e) {
      errors.add("project", "be a number");
      return bound;
    }
  }

  private Instant time(String field, @Nullable String text, Instant fallback) {
    if (text == null || text.isBlank()) {
      return fallback;
    }
    try {
      Instant time = OffsetDateTime.parse(text.strip()).toInstant();
      if (time.getEpochSecond() >= 0 && time.isBefore(Instant.ofEpochSecond(9_000_000_000L))) {
        return time;
      }
    } catch (DateTimeException e) {
      // Reported below, together with times that lie too far away.
    }
    errors.add(field, "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    return fallback;
  }

  private @Nullable Level level(String field, @Nullable String word) {
    if (word == null) {
      return null;
    }
    Level level = Level.ofWord(word);
    errors.require(field, level != null, "be one of trace, debug, info, warn, error, fatal");
    return level;
  }

  private @Nullable String trace(@Nullable String id) {
    if (id == null) {
      return null;
    }
    String hex = id.toLowerCase(Locale.ROOT);
    errors.require("traceId", hex.matches("[0-9a-f]{32}"), "be 32 hex digits");
    return hex;
  }

  private static @Nullable String blank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** A time in nanoseconds. */
  long nanos(String field, @Nullable String text) {
    return nanos(time(field, text, now));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
