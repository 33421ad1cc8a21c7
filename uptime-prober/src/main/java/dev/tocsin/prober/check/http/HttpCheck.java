package dev.tocsin.prober.check.http;

import dev.tocsin.prober.check.AddressRule;
import dev.tocsin.prober.check.CheckResult;
import dev.tocsin.prober.check.ErrorClass;
import dev.tocsin.prober.check.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

/**
 * Probes HTTP endpoints, each time with a fresh name lookup and a fresh connection. Redirects are
 * answers like any other: they are good only when their status is expected.
 */
public final class HttpCheck implements AutoCloseable {
  /** Probes at the same time; more are not started and count as the agent's own trouble. */
  public static final int MAX_IN_FLIGHT = 256;

  private static final int MAX_HEADERS = 32 << 10;

  private final Vertx vertx;
  private final HttpClient client;
  private final Resolver resolver;
  private final AddressRule addresses;
  private int inFlight;

  /** Probes only what {@code addresses} allows. */
  public HttpCheck(Vertx vertx, AddressRule addresses) {
    this.vertx = vertx;
    this.addresses = addresses;
    this.resolver = new Resolver(vertx);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setPipelining(false)
                .setVerifyHost(true)
                .setMaxHeaderSize(MAX_HEADERS)
                .setConnectTimeout(60_000)
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(MAX_IN_FLIGHT));
  }

  /** Runs one probe on the calling event loop; the future never fails. */
  public Future<CheckResult> run(Target target) {
    if (inFlight >= MAX_IN_FLIGHT) {
      return Future.succeededFuture(
          CheckResult.failed(
              ErrorClass.PROBER_LOCAL,
              null,
              dev.tocsin.prober.check.Phases.NONE,
              "too many probes at once on this agent",
              null));
    }
    inFlight++;
    return new HttpProbe(vertx, client, resolver, addresses, target)
        .run()
        .onComplete(_ -> inFlight--);
  }

  @Override
  public void close() {
    resolver.close();
    Future<Void> closed = client.close();
    closed.onFailure(_ -> {});
  }
}
