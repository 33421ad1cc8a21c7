package dev.tocsin.console.session;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of our own pages from requests that another site makes a browser send.
 *
 * <p>An unsafe request that the session cookie could authorise (or that signs in) must carry a
 * header that forms and links cannot set, and must come from our own origin as the browser itself
 * reports it. Requests without the cookie are none of this rule's business: a key is never sent by
 * itself.
 */
public final class CsrfRule {

  /** The header that every unsafe request of the pages carries; any value. */
  public static final String HEADER = "X-Console-Csrf";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private CsrfRule() {}

  /** Why the request is refused, or null. */
  public static @Nullable String refuse(Facts request) {
    if (SAFE.contains(request.method())) {
      return null;
    }
    if (!request.hasSessionCookie() && !request.signsIn()) {
      return null;
    }
    if (!request.hasCsrfHeader()) {
      return "The header " + HEADER + " is missing.";
    }
    if (request.secFetchSite() != null) {
      return request.secFetchSite().equals("same-origin")
          ? null
          : "The request comes from another site.";
    }
    if (request.origin() == null) {
      return "Neither Sec-Fetch-Site nor Origin says where the request comes from.";
    }
    return request.ownOrigins().contains(request.origin())
        ? null
        : "The request comes from another site.";
  }

  /**
   * What the rule looks at.
   *
   * @param method the HTTP method, upper case
   * @param signsIn whether this is the sign-in itself
   * @param hasSessionCookie whether a session cookie came along, valid or not
   * @param hasCsrfHeader whether {@link #HEADER} is there
   * @param secFetchSite the browser's own word on where the request comes from
   * @param origin the Origin header
   * @param ownOrigins the origins that are ours
   */
  public record Facts(
      String method,
      boolean signsIn,
      boolean hasSessionCookie,
      boolean hasCsrfHeader,
      @Nullable String secFetchSite,
      @Nullable String origin,
      Set<String> ownOrigins) {}
}
