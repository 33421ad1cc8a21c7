package dev.tocsin.logs.request;

import dev.tocsin.access.Caller;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads parameters; all broken ones are named together by {@link #throwIfAny}. */
public final class Asked {

  private final FieldErrors errors = new FieldErrors();
  private final String who;
  private final @Nullable Caller caller;

  /**
   * Parameters of a request.
   *
   * @param principal who asks
   * @param caller the holder of the key; null for a person
   */
  public Asked(Principal principal, @Nullable Caller caller) {
    this.who = principal.getName();
    this.caller = caller;
  }

  /** Who asks, for logs and records of changes. */
  public String who() {
    return who;
  }

  /** Where broken rules are collected. */
  public FieldErrors errors() {
    return errors;
  }

  /**
   * The project to look at; null for all of them.
   *
   * @throws ProblemException 403 for a project the caller may not see
   */
  public @Nullable Long project(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return caller == null ? null : caller.projectId();
    }
    return number(given);
  }

  /**
   * The one project that is meant; a key of one project need not name it.
   *
   * @throws ProblemException 403 for a project the caller may not use
   */
  public long oneProject(@Nullable String given) {
    Long project = project(given);
    errors.require("project", project != null, "be given");
    return project == null ? -1 : project;
  }

  private long number(String given) {
    long project;
    try {
      project = Long.parseLong(given.strip());
    } catch (NumberFormatException e) {
      errors.add("project", "be a number");
      return -1;
    }
    errors.require("project", project >= 0, "not be negative");
    mayUse(project);
    return project;
  }

  /** 403 unless the caller may use the project. */
  public void mayUse(long project) {
    if (caller != null && !caller.mayUseProject(project)) {
      throw ProblemException.forbidden("This key does not see that project.");
    }
  }

  /** A time; null when none is given. */
  public @Nullable Instant time(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
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
    return null;
  }

  /** A whole number within a range. */
  public int number(String field, @Nullable Integer value, int fallback, int min, int max) {
    if (value == null) {
      return fallback;
    }
    errors.range(field, value, min, max);
    return value;
  }

  /** Text without blanks around it; null when nothing is left. */
  public static @Nullable String text(@Nullable String given) {
    return given == null || given.isBlank() ? null : given.strip();
  }

  /** Ends the request with 400 when a rule was broken. */
  public void throwIfAny() {
    errors.throwIfAny();
  }
}
