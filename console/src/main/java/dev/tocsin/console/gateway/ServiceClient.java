package dev.tocsin.console.gateway;

import dev.tocsin.console.runtime.ProblemAnswer;
import dev.tocsin.problem.Problem;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Sends requests on to one service, and turns the service's failures into problems. */
final class ServiceClient {

  private static final Logger LOG = Logger.getLogger(ServiceClient.class);
  private static final int UNAUTHORIZED = 401;
  private static final int RETRY_SECONDS = 2;

  /** Carries the path from {@link #forward} to the interceptor; never leaves the process. */
  private static final String TARGET = "X-Console-Target";

  private final String service;
  private final HttpProxy proxy;

  ServiceClient(Upstreams.Upstream upstream, HttpClient client, GatewayConfig config) {
    this.service = upstream.service();
    this.proxy =
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
            .origin(
                context ->
                    client.request(
                        new RequestOptions()
                            .setHost(upstream.host())
                            .setPort(upstream.port())
                            .setSsl(upstream.tls())
                            .setConnectTimeout(config.connectTimeout().toMillis())
                            .setIdleTimeout(config.timeout().toMillis())))
            .addInterceptor(new Interceptor());
  }

  /** Sends a request on, with the headers it has by now. */
  void forward(HttpServerRequest request, String target) {
    request.headers().set(TARGET, target);
    proxy.handle(request);
  }

  private final class Interceptor implements ProxyInterceptor {

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      var request = context.request();
      request.setURI(request.headers().get(TARGET));
      request.headers().remove(TARGET);
      return context
          .sendRequest()
          .recover(
              failure -> {
                LOG.warnf("gateway: %s did not answer: %s", service, failure.toString());
                return Future.succeededFuture(
                    answer(request.release().response(), problem(failure)));
              });
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
      ProxyResponse response = context.response();
      ForwardedHeaders.KEPT_FROM_BROWSERS.forEach(response.headers()::remove);
      if (response.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
        // Ours says "identity" until somebody decides otherwise; the service has.
        context
            .request()
            .proxiedRequest()
            .response()
            .headers()
            .remove(HttpHeaders.CONTENT_ENCODING);
      }
      if (response.getStatusCode() == UNAUTHORIZED) {
        // Whoever asked is signed in: it is our token that the service does not believe.
        LOG.warnf("gateway: %s does not accept the console's token", service);
        answer(
            response.release(),
            Problem.of(
                502,
                "token-refused",
                "A service does not believe the console",
                service + " refused the console's token: it may not have read its keys yet."));
      }
      return context.sendResponse();
    }
  }

  private Problem problem(Throwable failure) {
    return switch (failure) {
      case ConnectTimeoutException e -> away();
      case ConnectException e -> away();
      case UnknownHostException e -> away();
      case TimeoutException e ->
          Problem.of(
              504, "service-slow", "A service is too slow", service + " did not answer in time.");
      default ->
          Problem.of(
              502, "service-broken", "A service broke off", service + " broke off its answer.");
    };
  }

  private Problem away() {
    return Problem.of(
        503, "service-away", "A service is away", service + " cannot be reached at the moment.");
  }

  private static ProxyResponse answer(ProxyResponse response, Problem problem) {
    response.setStatusCode(problem.status());
    response.setStatusMessage(null);
    response.headers().clear();
    response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
    response.setBody(Body.body(Buffer.buffer(ProblemAnswer.json(problem))));
    return response;
  }
}
