package dev.tocsin.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects every field that breaks a rule, so that the client learns all of them at once. */
public final class FieldErrors {

  private final List<FieldError> errors = new ArrayList<>();

  /** Records that {@code field} must follow {@code rule}. */
  public FieldErrors add(String field, String rule) {
    errors.add(new FieldError(field, rule));
    return this;
  }

  /** Records the rule unless {@code ok}. */
  public FieldErrors require(String field, boolean ok, String rule) {
    return ok ? this : add(field, rule);
  }

  /** Text that is present and at most {@code maxLength} characters long. */
  public FieldErrors notBlank(String field, @Nullable String value, int maxLength) {
    return require(
        field,
        value != null && !value.isBlank() && value.length() <= maxLength,
        "be a text of 1 to " + maxLength + " characters");
  }

  /** A number that is present and within {@code [min, max]}. */
  public FieldErrors range(String field, @Nullable Number value, long min, long max) {
    return require(
        field,
        value != null && value.longValue() >= min && value.longValue() <= max,
        "be a number from " + min + " to " + max);
  }

  /** What was recorded so far. */
  public List<FieldError> list() {
    return List.copyOf(errors);
  }

  /**
   * Ends the request when anything was recorded.
   *
   * @throws ProblemException 400 with all field errors
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw ProblemException.badRequest(errors);
    }
  }
}
