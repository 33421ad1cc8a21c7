package dev.tocsin.logs.runtime;

import dev.tocsin.logs.intake.IntakeConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Sends a client away whose body does not arrive in time, also before any of our code reads it: a
 * byte now and then would otherwise hold a connection for ever. Journal uploads may take as long as
 * they like, for they are one endless body.
 */
@Singleton
class SlowBodies {

  private static final int FIRST = 1000;
  private static final String TRY_AGAIN = "2";

  private final long limitMs;

  @Inject
  SlowBodies(IntakeConfig config) {
    // The doors' own answer, in the form of their protocol, has a second's start.
    this.limitMs = config.maxBodyTime().toMillis() + 1000;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, FIRST);
  }

  private void watch(RoutingContext context) {
    var request = context.request();
    if (request.method() != HttpMethod.GET && !endless(request.path())) {
      long timer = context.vertx().setTimer(limitMs, id -> end(context));
      context.addEndHandler(done -> context.vertx().cancelTimer(timer));
    }
    context.next();
  }

  private static boolean endless(@Nullable String path) {
    return path != null && path.endsWith("/upload");
  }

  private static void end(RoutingContext context) {
    if (context.request().isEnded()) {
      return;
    }
    var response = context.response();
    if (!response.headWritten()) {
      response
          .setStatusCode(503)
          .putHeader("Retry-After", TRY_AGAIN)
          .putHeader("Connection", "close");
      var unusedEnd = response.end();
    }
    var unused = context.request().connection().close();
  }
}
