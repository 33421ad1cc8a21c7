package dev.tocsin.prober.check.http;

import dev.tocsin.prober.check.AddressRule;
import dev.tocsin.prober.check.CheckResult;
import dev.tocsin.prober.check.ErrorClass;
import dev.tocsin.prober.check.Phases;
import dev.tocsin.prober.check.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One probe under way. Runs on one event loop, hence no locks. */
final class HttpProbe {
  private static final List<String> NAMES = List.of("dns", "connect", "send", "await", "transfer");
  private static final int MAX_BODY = 1 << 20;

  private final Vertx vertx;
  private final HttpClient client;
  private final Resolver resolver;
  private final AddressRule addresses;
  private final Target target;
  private final Promise<CheckResult> outcome = Promise.promise();
  private final long[] spent = new long[NAMES.size()];
  private int phase;
  private long phaseStart;
  private long bodyBytes;
  private @Nullable HttpClientRequest request;
  private @Nullable String address;
  private @Nullable Integer status;

  HttpProbe(
      Vertx vertx, HttpClient client, Resolver resolver, AddressRule addresses, Target target) {
    this.vertx = vertx;
    this.client = client;
    this.resolver = resolver;
    this.addresses = addresses;
    this.target = target;
  }

  Future<CheckResult> run() {
    phaseStart = System.nanoTime();
    long timer = vertx.setTimer(target.timeout().toMillis(), _ -> expired());
    var context = vertx.getOrCreateContext();
    resolver
        .resolve(target.url().getHost())
        .onComplete(
            found ->
                context.runOnContext(
                    _ -> {
                      if (found.succeeded()) {
                        connect(found.result());
                      } else {
                        failed(found.cause());
                      }
                    }));
    return outcome
        .future()
        .onComplete(
            _ -> {
              vertx.cancelTimer(timer);
              close();
            });
  }

  private void connect(InetAddress resolved) {
    if (done()) {
      return;
    }
    next();
    address = resolved.getHostAddress();
    String refusal = addresses.refusal(resolved);
    if (refusal != null) {
      end(CheckResult.failed(ErrorClass.BLOCKED_ADDRESS, null, phases(), refusal, address));
      return;
    }
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(target.port(), address))
            .setHost(target.url().getHost())
            .setPort(target.port())
            .setSsl(target.secure())
            .setMethod(HttpMethod.valueOf(target.method()))
            .setURI(target.requestUri())
            .setFollowRedirects(false)
            .setConnectTimeout(target.timeout().toMillis() + 100)
            .putHeader("User-Agent", "Tocsin-uptime-prober")
            .putHeader("Accept", "*/*")
            .putHeader("Connection", "close");
    client.request(options).onSuccess(this::send).onFailure(this::failed);
  }

  private void send(HttpClientRequest connected) {
    request = connected;
    if (done()) {
      close();
      return;
    }
    next();
    connected.response().onSuccess(this::receive).onFailure(this::failed);
    connected
        .end()
        .onSuccess(
            _ -> {
              if (phase == 2) {
                next();
              }
            })
        .onFailure(this::failed);
  }

  private void receive(HttpClientResponse response) {
    if (done()) {
      return;
    }
    while (phase < 4) {
      next();
    }
    status = response.statusCode();
    response
        .handler(
            part -> {
              bodyBytes += part.length();
              if (bodyBytes > MAX_BODY) {
                judge(response.statusCode());
              }
            })
        .exceptionHandler(this::failed)
        .endHandler(_ -> judge(response.statusCode()));
  }

  /** The rest of a body over the limit is not read: its size says nothing about the status. */
  private void judge(int code) {
    if (done()) {
      return;
    }
    closePhase();
    String probed = address == null ? "" : address;
    end(
        target.expectedStatus().contains(code)
            ? CheckResult.good(code, phases(), probed)
            : CheckResult.failed(
                ErrorClass.HTTP_STATUS,
                code,
                phases(),
                "status " + code + " is not expected",
                probed));
  }

  private void failed(Throwable thrown) {
    if (done()) {
      return;
    }
    closePhase();
    Failure failure = Failure.of(thrown, NAMES.get(phase));
    end(CheckResult.failed(failure.errorClass(), status, phases(), failure.detail(), address));
  }

  private void expired() {
    if (done()) {
      return;
    }
    closePhase();
    String name = NAMES.get(phase);
    end(
        CheckResult.failed(
            ErrorClass.timeout(name),
            status,
            phases(),
            "no end within " + target.timeout().toMillis() + " ms, stuck in phase " + name,
            address));
  }

  private boolean done() {
    return outcome.future().isComplete();
  }

  private void end(CheckResult result) {
    outcome.tryComplete(result);
  }

  private void close() {
    if (request != null && request.connection() != null) {
      Future<Void> closed = request.connection().close();
      closed.onFailure(_ -> {});
    }
  }

  private void next() {
    closePhase();
    phase++;
  }

  private void closePhase() {
    long now = System.nanoTime();
    spent[phase] += now - phaseStart;
    phaseStart = now;
  }

  private Phases phases() {
    return new Phases(spent[0], spent[1], 0, spent[2], spent[3], spent[4]);
  }
}
