package dev.tocsin.logs.loki.read;

import dev.tocsin.access.Caller;
import dev.tocsin.access.KeyAuthentication;
import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all of Loki's endpoints share: parameters, the caller's project, the form of errors. */
@Singleton
class LokiResource {

  private static final String TENANT = "X-Scope-OrgID";
  private static final int GATEWAY_TIMEOUT = 504;

  /** Makes an answer; runs on a worker thread. */
  interface Question {
    byte[] answer(LokiAsk ask, Work work);
  }

  private final SegmentConfig config;
  private final Clock clock;

  @Inject
  LokiResource(SegmentConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Answers a request whose parameters are in the address. */
  Response answer(RoutingContext context, SecurityIdentity identity, Question question) {
    return answer(context, identity, Map.of(), question);
  }

  /** Answers a request whose parameters are in the address, a form, or both. */
  Response answer(
      RoutingContext context,
      SecurityIdentity identity,
      Map<String, List<String>> form,
      Question question) {
    var parameters = new HashMap<>(form);
    context
        .queryParams()
        .forEach(
            entry ->
                parameters.computeIfAbsent(
                    entry.getKey(), name -> context.queryParams().getAll(name)));
    var handle = new QueryHandle(config.queryTimeout());
    context.response().closeHandler(gone -> handle.cancel());
    try {
      var work = new Work(handle, project(identity, context.request().getHeader(TENANT)));
      byte[] body = question.answer(new LokiAsk(parameters, clock.instant()), work);
      return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    } catch (LogQlException e) {
      return refusal(400, String.valueOf(e.getMessage())).build();
    } catch (ProblemException e) {
      var wait = e.retryAfter();
      var answer =
          refusal(
              handle.over() ? GATEWAY_TIMEOUT : e.problem().status(),
              String.valueOf(e.getMessage()));
      return wait == null
          ? answer.build()
          : answer.header("Retry-After", Math.max(1, wait.toSeconds())).build();
    }
  }

  /** Loki's errors are plain text; Grafana shows it as it is. */
  private static Response.ResponseBuilder refusal(int status, String text) {
    return Response.status(status).type("text/plain; charset=utf-8").entity(text);
  }

  /** The caller's project; the tenant header may choose among those the caller may see. */
  static @Nullable Long project(SecurityIdentity identity, @Nullable String tenant) {
    Caller caller = identity.getAttribute(KeyAuthentication.CALLER);
    Long own = caller == null ? null : caller.projectId();
    if (tenant == null || tenant.isBlank()) {
      return own;
    }
    if (!tenant.strip().matches("\\d{1,18}")) {
      throw new LogQlException(TENANT + " must be the number of one project, or be left out");
    }
    long chosen = Long.parseLong(tenant.strip());
    if (caller != null && !caller.mayUseProject(chosen)) {
      throw ProblemException.forbidden("This key does not see that project.");
    }
    return chosen;
  }
}
