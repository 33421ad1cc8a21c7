package dev.tocsin.console.session;

import java.time.Duration;

/**
 * The cookie that a session lives in.
 *
 * <p>The {@code __Host-} prefix makes browsers insist on Secure, on the path / and on no Domain, so
 * that no other host can plant one. Browsers accept Secure cookies over plain HTTP for localhost
 * only; the insecure form is for trying things out on another plain-HTTP host.
 *
 * @param name the cookie's name
 * @param secure whether it is only sent over TLS (or to localhost)
 */
public record SessionCookie(String name, boolean secure) {

  /** The cookie for the mode that the service runs in. */
  public static SessionCookie forMode(boolean insecureDev) {
    return insecureDev
        ? new SessionCookie("sid-insecure", false)
        : new SessionCookie("__Host-sid", true);
  }

  /** The header that plants it. */
  public String set(String value, Duration maxAge) {
    return name
        + "="
        + value
        + "; Path=/; Max-Age="
        + maxAge.toSeconds()
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }

  /** The header that removes it. */
  public String clear() {
    return set("", Duration.ZERO);
  }
}
