package dev.tocsin.exceptions.runtime;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Lets browsers post to the Sentry doors from anywhere. Set before anything else looks at the
 * request, so that refusals of the server itself carry it too.
 */
@Singleton
class SentryCors {

  private static final int BEFORE_ALL = 10_000;
  private static final Pattern DOORS = Pattern.compile("^/api/[0-9]{1,18}/(?:envelope|store)/?$");

  void register(@Observes Filters filters) {
    filters.register(SentryCors::handle, BEFORE_ALL);
  }

  private static void handle(RoutingContext context) {
    var path = context.request().path();
    if (path == null || !DOORS.matcher(path).matches()) {
      context.next();
      return;
    }
    context
        .response()
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader(
            "Access-Control-Expose-Headers", "x-sentry-error, x-sentry-rate-limits, retry-after");
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      context
          .response()
          .putHeader("Access-Control-Allow-Methods", "POST, OPTIONS")
          .putHeader(
              "Access-Control-Allow-Headers",
              "x-sentry-auth, authorization, content-type, content-encoding, x-requested-with,"
                  + " sentry-trace, baggage")
          .putHeader("Access-Control-Max-Age", "3600")
          .setStatusCode(204)
          .end();
      return;
    }
    context.next();
  }
}
