package dev.tocsin.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer.
 *
 * @param type {@code urn:tocsin:problem:<code>}
 * @param title short and the same for every problem of this type
 * @param status the HTTP status
 * @param detail what went wrong this time and what to do; never an exception's message
 * @param code stable word for programs
 * @param requestId the request's id, for finding it in the logs
 * @param errors every field that breaks a rule
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String requestId,
    List<FieldError> errors) {

  /** The media type of this body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem whose type follows from its code. */
  public static Problem of(int status, String code, String title, String detail) {
    return of(status, code, title, detail, List.of());
  }

  /** A problem with field errors. */
  public static Problem of(
      int status, String code, String title, String detail, List<FieldError> errors) {
    return new Problem(
        "urn:tocsin:problem:" + code, title, status, detail, code, null, List.copyOf(errors));
  }

  /** The same problem, marked with the request that caused it. */
  public Problem forRequest(@Nullable String id) {
    return new Problem(type, title, status, detail, code, id, errors);
  }
}
