package dev.tocsin.problem;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient @Nullable Duration retryAfter;

  private ProblemException(Problem problem, @Nullable Duration retryAfter) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The answer's body. */
  public Problem problem() {
    return problem;
  }

  /** When the client may try again; null where trying again does not help. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** 400 with every field that breaks a rule. */
  public static ProblemException badRequest(List<FieldError> errors) {
    String fields =
        errors.stream().map(e -> e.field() + " must " + e.rule()).collect(Collectors.joining("; "));
    return of(
        Problem.of(400, "invalid-request", "The request breaks a rule", fields + ".", errors));
  }

  /** 400 for a single field. */
  public static ProblemException badRequest(String field, String rule) {
    return badRequest(List.of(new FieldError(field, rule)));
  }

  /** 401: no key, or one that is unknown or revoked. */
  public static ProblemException unauthorized(String detail) {
    return of(Problem.of(401, "unauthorized", "Sign in or present a key", detail));
  }

  /** 403: known, but not allowed. */
  public static ProblemException forbidden(String detail) {
    return of(Problem.of(403, "forbidden", "Not allowed", detail));
  }

  /** 404 for a thing that is not there. */
  public static ProblemException notFound(String what, String id) {
    return of(
        Problem.of(404, "not-found", "Not found", "There is no " + what + " '" + shown(id) + "'."));
  }

  /** 409: the request does not fit the present state. */
  public static ProblemException conflict(String detail) {
    return of(Problem.of(409, "conflict", "Does not fit the present state", detail));
  }

  /** 413: larger than the documented limit. */
  public static ProblemException tooLarge(String detail) {
    return of(Problem.of(413, "too-large", "Too large", detail));
  }

  /** 415: a content type or encoding that this door does not take. */
  public static ProblemException unsupportedMedia(String detail) {
    return of(Problem.of(415, "unsupported-media-type", "Unsupported media type", detail));
  }

  /** 429: over the caller's limit. */
  public static ProblemException tooMany(String detail, Duration retryAfter) {
    return new ProblemException(
        Problem.of(429, "too-many-requests", "Over the limit", detail), retryAfter);
  }

  /** 503: a passing fault on our side. */
  public static ProblemException unavailable(String detail, Duration retryAfter) {
    return new ProblemException(
        Problem.of(503, "unavailable", "Not available for the moment", detail), retryAfter);
  }

  private static ProblemException of(Problem problem) {
    return new ProblemException(problem, null);
  }

  /** An id comes from outside: bounded, and without control characters. */
  private static String shown(String id) {
    String clean = id.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 80 ? clean : clean.substring(0, 80) + "…";
  }
}
