package dev.tocsin.console.site;

/** Content-Security-Policy: what an answer may make the browser do. */
public final class ContentPolicy {

  /** For everything but the page: nothing. */
  public static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private ContentPolicy() {}

  /**
   * For the page: scripts only by nonce (and what they load), styles from here or by nonce, images
   * from here, pasted ones included; no frames around it, no other base, no foreign forms.
   */
  public static String page(String nonce) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'nonce-" + nonce + "' 'strict-dynamic'",
        "style-src 'self' 'nonce-" + nonce + "'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'");
  }
}
