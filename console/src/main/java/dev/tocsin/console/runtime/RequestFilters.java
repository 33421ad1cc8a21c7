package dev.tocsin.console.runtime;

import dev.tocsin.console.session.CsrfRule;
import dev.tocsin.console.session.SessionCookie;
import dev.tocsin.console.site.ContentPolicy;
import dev.tocsin.console.site.SiteRule;
import dev.tocsin.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What happens to every request before anybody looks at who sent it. */
@ApplicationScoped
class RequestFilters {

  /** Above authentication (200): a forged request costs no database read. */
  private static final int CSRF_PRIORITY = 300;

  private static final int HEADERS_PRIORITY = 400;

  /** Before every other failure handler. */
  private static final int FIRST = -1000;

  private static final Logger LOG = Logger.getLogger(RequestFilters.class);
  private static final String LOGIN = "/auth/login";

  private final SessionCookie cookie;
  private final URI consoleUrl;

  RequestFilters(SessionCookie cookie, @ConfigProperty(name = "console.url") URI consoleUrl) {
    this.cookie = cookie;
    this.consoleUrl = consoleUrl;
  }

  void register(@Observes Filters filters) {
    filters.register(this::secure, HEADERS_PRIORITY);
    filters.register(this::refuseForgery, CSRF_PRIORITY);
  }

  /** A session cannot be looked up while the database is away: that is nobody's fault but ours. */
  void registerFailures(@Observes Router router) {
    router.route().order(FIRST).failureHandler(this::unavailable);
  }

  private void unavailable(RoutingContext context) {
    for (Throwable t = context.failure(); t != null; t = t.getCause()) {
      if (t instanceof Database.DatabaseException) {
        LOG.warnf("no session can be looked up: %s", t.getCause());
        context.request().resume();
        context
            .response()
            .putHeader("Retry-After", Long.toString(DatabaseMapper.RETRY.toSeconds()));
        ProblemAnswer.send(
            context,
            Problem.of(
                503,
                "unavailable",
                "Not available for the moment",
                "The console's database does not answer."));
        return;
      }
    }
    context.next();
  }

  private void secure(RoutingContext context) {
    context.addHeadersEndHandler(
        end -> {
          MultiMap headers = context.response().headers();
          String path = Objects.requireNonNullElse(context.request().path(), "/");
          if (!headers.contains("Cache-Control")) {
            headers.set(
                "Cache-Control", SiteRule.cacheControl(path, context.response().getStatusCode()));
          }
          if (!headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", ContentPolicy.NOTHING);
          }
          headers.set("X-Content-Type-Options", "nosniff");
          headers.set("X-Frame-Options", "DENY");
          headers.set("Referrer-Policy", "same-origin");
          headers.set("Cross-Origin-Opener-Policy", "same-origin");
          headers.set("Cross-Origin-Resource-Policy", "same-origin");
          headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
          if ("https".equals(consoleUrl.getScheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
          }
        });
    context.next();
  }

  private void refuseForgery(RoutingContext context) {
    HttpServerRequest request = context.request();
    String why =
        CsrfRule.refuse(
            new CsrfRule.Facts(
                request.method().name(),
                LOGIN.equals(request.path()),
                request.getCookie(cookie.name()) != null,
                request.getHeader(CsrfRule.HEADER) != null,
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                ownOrigins(request)));
    if (why == null) {
      context.next();
      return;
    }
    request.resume();
    ProblemAnswer.send(context, Problem.of(403, "forged-request", "Not from our own pages", why));
  }

  private Set<String> ownOrigins(HttpServerRequest request) {
    Set<String> origins = new HashSet<>();
    origins.add(consoleUrl.getScheme() + "://" + consoleUrl.getAuthority());
    if (request.authority() != null) {
      origins.add(request.scheme() + "://" + request.authority());
    }
    return origins;
  }
}
