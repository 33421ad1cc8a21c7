package dev.tocsin.prober.check;

/** Names of what can go wrong in a probe. Only some of them speak against the target. */
public final class ErrorClass {
  /** The name does not resolve. */
  public static final String DNS = "dns";

  /** The target's host refused the connection. */
  public static final String REFUSED = "refused";

  /** The connection was reset or closed before the answer was complete. */
  public static final String RESET = "reset";

  /** The TLS handshake failed: expired, wrong host, unknown root, protocol. */
  public static final String TLS = "tls";

  /** The answer's status is not among the expected ones. */
  public static final String HTTP_STATUS = "http-status";

  /** The answer is not HTTP. */
  public static final String HTTP_PROTOCOL = "http-protocol";

  /** No route, no ports, no file handles, too many probes at once, started too late. */
  public static final String PROBER_LOCAL = "prober-local";

  /** The name leads to an address that this agent must not probe. */
  public static final String BLOCKED_ADDRESS = "blocked-address";

  private ErrorClass() {}

  /**
   * The total time ran out in {@code phase}: {@code timeout-connect}, {@code timeout-await}, ...
   */
  public static String timeout(String phase) {
    return "timeout-" + phase;
  }

  /** UNKNOWN for trouble on our side, BAD for everything else. */
  public static ProbeVerdict verdict(String errorClass) {
    return switch (errorClass) {
      case PROBER_LOCAL, BLOCKED_ADDRESS -> ProbeVerdict.UNKNOWN;
      default -> ProbeVerdict.BAD;
    };
  }
}
