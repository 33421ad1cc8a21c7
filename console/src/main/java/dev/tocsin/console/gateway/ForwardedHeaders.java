package dev.tocsin.console.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers pass the gateway, either way. */
final class ForwardedHeaders {

  static final String REQUEST_ID = "X-Request-Id";

  /** Response headers by which a service could act on the console's origin. */
  static final List<String> KEPT_FROM_BROWSERS =
      List.of(
          "Set-Cookie",
          "Server",
          "Access-Control-Allow-Origin",
          "Access-Control-Allow-Credentials",
          "Access-Control-Allow-Headers",
          "Access-Control-Allow-Methods",
          "Access-Control-Expose-Headers",
          "Clear-Site-Data",
          "Refresh",
          "Service-Worker-Allowed",
          "Strict-Transport-Security");

  private static final Pattern REQUEST_ID_SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Set<String> KNOWN =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "content-encoding",
          "content-length",
          "content-type",
          "host",
          "idempotency-key",
          "if-match",
          "if-none-match",
          "last-event-id",
          "traceparent",
          "tracestate",
          "user-agent",
          "x-request-id");

  private ForwardedHeaders() {}

  /** Whether a request header may go on to a service. */
  static boolean passes(String name) {
    return KNOWN.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a client's request id may be used. */
  static boolean usableRequestId(@Nullable String id) {
    return id != null && REQUEST_ID_SHAPE.matcher(id).matches();
  }
}
