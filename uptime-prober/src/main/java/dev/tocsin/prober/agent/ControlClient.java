package dev.tocsin.prober.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.prober.work.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Speaks to control: opens streams, posts batches. Lives on one event loop. */
final class ControlClient {
  private static final int CONNECT_TIMEOUT = 3_000;
  private static final int ANSWER_TIMEOUT = 10_000;

  private final HttpClient client;
  private final AgentSettings settings;
  private final ObjectMapper json;

  ControlClient(Vertx vertx, AgentSettings settings, ObjectMapper json) {
    this.settings = settings;
    this.json = json;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setKeepAlive(true)
                .setKeepAliveTimeout(30),
            new PoolOptions().setHttp1MaxSize(4));
  }

  /** Control answered, but not with success. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status) {
      super("status " + status);
      this.status = status;
    }

    int status() {
      return status;
    }

    /** True where the same body can never be taken. */
    boolean forGood() {
      return status == 400 || status == 413 || status == 415 || status == 422;
    }
  }

  /** Opens the stream; the request ends when its answer has begun with 200. */
  Future<HttpClientRequest> openStream() {
    return client.request(
        options(HttpMethod.GET, "/api/v1/agent/stream").putHeader("Accept", "text/event-stream"));
  }

  /** Posts a batch; succeeds once control has stored it. */
  Future<Void> post(List<Report.Result> batch, long dropped) {
    Buffer body;
    try {
      body =
          Buffer.buffer(
              json.writeValueAsBytes(new Report(settings.name(), dropped, List.copyOf(batch))));
    } catch (JsonProcessingException e) {
      return Future.failedFuture(e);
    }
    return client
        .request(
            options(HttpMethod.POST, "/api/v1/agent/results")
                .putHeader("Content-Type", "application/json")
                .setIdleTimeout(ANSWER_TIMEOUT))
        .compose(request -> request.send(body))
        .compose(
            response ->
                response
                    .body()
                    .compose(
                        _ ->
                            response.statusCode() / 100 == 2
                                ? Future.succeededFuture()
                                : Future.failedFuture(
                                    new RefusedException(response.statusCode()))));
  }

  void close() {
    Future<Void> closed = client.close();
    closed.onFailure(_ -> {});
  }

  private RequestOptions options(HttpMethod method, String path) {
    URI control = settings.controlUrl();
    boolean secure = "https".equalsIgnoreCase(control.getScheme());
    int port = control.getPort() >= 0 ? control.getPort() : secure ? 443 : 80;
    return new RequestOptions()
        .setMethod(method)
        .setHost(control.getHost())
        .setPort(port)
        .setSsl(secure)
        .setURI(Objects.requireNonNullElse(control.getRawPath(), "") + path)
        .putHeader("Authorization", "Bearer " + settings.regionKey())
        .putHeader("X-Tocsin-Agent", settings.name());
  }
}
