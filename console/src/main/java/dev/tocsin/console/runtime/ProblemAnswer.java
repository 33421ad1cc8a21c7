package dev.tocsin.console.runtime;

import dev.tocsin.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Problems for answers that are made outside of the REST resources. */
public final class ProblemAnswer {

  private ProblemAnswer() {}

  /** Ends the request with a problem. */
  public static void send(RoutingContext context, Problem problem) {
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    var response =
        context
            .response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (context.request().method() == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(json(problem));
    }
  }

  /** A problem without field errors as JSON. */
  public static String json(Problem problem) {
    return new JsonObject()
        .put("type", problem.type())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", problem.detail())
        .put("code", problem.code())
        .encode();
  }
}
