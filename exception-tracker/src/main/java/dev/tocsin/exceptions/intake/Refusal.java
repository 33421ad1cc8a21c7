package dev.tocsin.exceptions.intake;

import java.util.List;

/** Ends an intake request with a reason for the client and for the counter. */
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient List<String> causes;
  private final long retrySeconds;

  /** Why a request was refused; the name is the metric's label. */
  public enum Reason {
    MALFORMED(400),
    NO_KEY(401),
    WRONG_KEY(403),
    TOO_LARGE(413),
    UNKNOWN_ENCODING(415),
    OVER_QUOTA(429),
    OVERLOADED(429),
    NO_BROKER(503);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  private Refusal(Reason reason, String detail, List<String> causes, long retrySeconds) {
    super(detail, null, false, false);
    this.reason = reason;
    this.causes = List.copyOf(causes);
    this.retrySeconds = retrySeconds;
  }

  /** Trying again does not help. */
  Refusal(Reason reason, String detail) {
    this(reason, detail, List.of(), 0);
  }

  /** The same request may pass after {@code retrySeconds}. */
  Refusal(Reason reason, String detail, long retrySeconds) {
    this(reason, detail, List.of(), retrySeconds);
  }

  static Refusal malformed(String cause) {
    return new Refusal(Reason.MALFORMED, "The body cannot be read.", List.of(cause), 0);
  }

  static Refusal tooLarge(String detail) {
    return new Refusal(Reason.TOO_LARGE, detail);
  }

  Reason reason() {
    return reason;
  }

  /** Written by us, never the text of another exception. */
  String detail() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  List<String> causes() {
    return causes;
  }

  /** Zero when trying again does not help. */
  long retrySeconds() {
    return retrySeconds;
  }
}
