package dev.tocsin.prober.agent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The agent's own door: {@code /q/health/live}, {@code /q/health/ready}, {@code /q/metrics}. */
final class AgentHealthResource {
  private final HttpServer server;
  private final BooleanSupplier ready;
  private final Supplier<String> metrics;

  AgentHealthResource(Vertx vertx, BooleanSupplier ready, Supplier<String> metrics) {
    this.ready = ready;
    this.metrics = metrics;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setMaxInitialLineLength(1024).setIdleTimeout(30))
            .requestHandler(this::answer);
  }

  Future<HttpServer> listen(String host, int port) {
    return server.listen(port, host);
  }

  private void answer(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/q/health", "/q/health/ready" -> health(request, "work", ready.getAsBoolean());
      case "/q/health/live", "/q/health/started" -> health(request, "agent", true);
      case "/q/metrics" -> send(request, 200, "text/plain; version=0.0.4", metrics.get());
      default ->
          send(
              request,
              404,
              "application/problem+json",
              "{\"type\":\"urn:tocsin:problem:not-found\",\"title\":\"Not found\",\"status\":404}");
    }
  }

  private static void health(HttpServerRequest request, String name, boolean up) {
    String status = up ? "UP" : "DOWN";
    String body =
        "{\"status\":\"%s\",\"checks\":[{\"name\":\"%s\",\"status\":\"%s\"}]}"
            .formatted(status, name, status);
    send(request, up ? 200 : 503, "application/json", body);
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    Future<Void> sent =
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    sent.onFailure(_ -> {});
  }
}
