package dev.tocsin.console.gateway;

import dev.tocsin.access.Roles;
import dev.tocsin.console.gateway.Upstreams.Upstream;
import dev.tocsin.console.gateway.Upstreams.Way;
import dev.tocsin.console.runtime.ProblemAnswer;
import dev.tocsin.console.runtime.TokenIssuer;
import dev.tocsin.console.session.SignedIn;
import dev.tocsin.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The door to the services: {@code /api/<name>/v1/…}. A request passes with the headers on a short
 * list and a token of its own; cookies, foreign tokens and upgrades stay here.
 */
@ApplicationScoped
public class GatewayResource {

  /** After the security filters (-200 and -100), before the REST resources and static files. */
  private static final int ORDER = -50;

  private final GatewayConfig config;
  private final TokenIssuer tokens;
  private final MeterRegistry meters;
  private final Upstreams upstreams;
  private final HttpClient client;
  private final Map<String, ServiceClient> services = new HashMap<>();

  GatewayResource(GatewayConfig config, TokenIssuer tokens, MeterRegistry meters, Vertx vertx) {
    this.config = config;
    this.tokens = tokens;
    this.meters = meters;
    Map<String, Upstream> byName =
        Map.of(
            "uptime", new Upstream("uptime-prober", config.prober()),
            "logs", new Upstream("log-ingest", config.logs()),
            "slo", new Upstream("slo-service", config.slo()),
            "exceptions", new Upstream("exception-tracker", config.exceptions()),
            "incidents", new Upstream("incident-service", config.incidents()));
    this.upstreams = new Upstreams(byName);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxWaitQueueSize(config.waiting())
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(config.connections()));
    for (Upstream upstream : byName.values()) {
      services.put(upstream.service(), new ServiceClient(upstream, client, config));
    }
  }

  void route(@Observes Router router) {
    router.route("/api/*").order(ORDER).handler(this::handle);
  }

  @PreDestroy
  void close() {
    client.close().onFailure(failure -> {});
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    switch (upstreams.find(Objects.requireNonNullElse(request.path(), ""))) {
      case Way.Nowhere nowhere ->
          refuse(context, 404, "not-found", "Not found", "No service has this address.");
      case Way.Refused refused ->
          refuse(
              context,
              400,
              "invalid-request",
              "The request breaks a rule",
              "The path is ambiguous.");
      case Way.To to -> {
        if (admitted(context)) {
          forward(context, to);
        }
      }
    }
  }

  private boolean admitted(RoutingContext context) {
    HttpServerRequest request = context.request();
    SecurityIdentity identity = identity(context);
    if (!identity.hasRole(Roles.VIEWER)) {
      refuse(
          context,
          403,
          "forbidden",
          "Not allowed",
          "This key may not read; ask the service itself.");
      return false;
    }
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    if (upgrade != null && !upgrade.equalsIgnoreCase("h2c")) {
      refuse(context, 400, "upgrade-refused", "No upgrades", "Live data is offered as SSE only.");
      return false;
    }
    if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      refuse(context, 411, "length-required", "Length required", "Send a Content-Length.");
      return false;
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > config.maxBody()) {
      refuse(
          context,
          413,
          "too-large",
          "Too large",
          "The body may have at most " + config.maxBody() + " bytes.");
      return false;
    }
    return true;
  }

  private void forward(RoutingContext context, Way.To to) {
    HttpServerRequest request = context.request();
    SecurityIdentity identity = identity(context);
    String username = identity.getPrincipal().getName();
    SignedIn signedIn = identity.getAttribute(SignedIn.ATTRIBUTE);
    String name = signedIn == null ? username : signedIn.account().name();
    String token = tokens.issue(username, name, identity.getRoles());
    // Before the proxy sees them: what is not on the list cannot slip through any of its ways.
    for (String header : new TreeSet<>(request.headers().names())) {
      if (!ForwardedHeaders.passes(header)) {
        request.headers().remove(header);
      }
    }
    if (!ForwardedHeaders.usableRequestId(request.getHeader(ForwardedHeaders.REQUEST_ID))) {
      request.headers().set(ForwardedHeaders.REQUEST_ID, UUID.randomUUID().toString());
    }
    request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    String service = to.upstream().service();
    context.addEndHandler(done -> count(service, context.response().getStatusCode()));
    String query = request.query();
    Objects.requireNonNull(services.get(service))
        .forward(request, query == null ? to.path() : to.path() + "?" + query);
  }

  private void count(String service, int status) {
    String family = status / 100 + "xx";
    meters
        .counter("tocsin.console.gateway.requests", "service", service, "status", family)
        .increment();
  }

  private static SecurityIdentity identity(RoutingContext context) {
    return ((QuarkusHttpUser) Objects.requireNonNull(context.user())).getSecurityIdentity();
  }

  private static void refuse(
      RoutingContext context, int status, String code, String title, String detail) {
    context.request().resume();
    ProblemAnswer.send(context, Problem.of(status, code, title, detail));
  }
}
