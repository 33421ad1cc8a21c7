package dev.tocsin.prober.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prober.check.AddressRule;
import dev.tocsin.prober.check.CheckResult;
import dev.tocsin.prober.check.ProbeVerdict;
import dev.tocsin.prober.check.Target;
import dev.tocsin.testkit.WebhookReceiver;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, real faults. */
class HttpCheckTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1500);
  private static Vertx vertx;
  private static HttpCheck check;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    check = new HttpCheck(vertx, new AddressRule(true));
  }

  @AfterAll
  static void stop() {
    check.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void a_good_answer_has_all_its_phases() {
    try (var server = new WebhookReceiver()) {
      server.answerBody("fine").answerAfter(Duration.ofMillis(50));

      var result = probe(server.uri("/health?deep=1").toString());

      assertThat(result.verdict()).isEqualTo(ProbeVerdict.GOOD);
      assertThat(result.httpStatus()).isEqualTo(200);
      assertThat(result.phases().connect()).isPositive();
      assertThat(result.phases().await()).isGreaterThan(40_000_000);
      assertThat(result.phases().total()).isLessThan(TIMEOUT.toNanos());
      assertThat(server.requests().getFirst().path()).isEqualTo("/health?deep=1");
      assertThat(server.requests().getFirst().headers().get("Host"))
          .isEqualTo("127.0.0.1:" + server.port());
    }
  }

  @Test
  void a_name_is_resolved_in_its_own_phase() {
    try (var server = new WebhookReceiver()) {
      var result = probe("http://localhost:" + server.port() + "/");

      assertThat(result.verdict()).isEqualTo(ProbeVerdict.GOOD);
      assertThat(result.phases().dns()).isPositive();
      assertThat(result.address()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void every_probe_opens_its_own_connection() {
    var ports = java.util.concurrent.ConcurrentHashMap.<Integer>newKeySet();
    var server =
        join(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      ports.add(request.remoteAddress().port());
                      request.response().end().onFailure(_ -> {});
                    })
                .listen(0, "127.0.0.1"));
    probe("http://127.0.0.1:" + server.actualPort());
    probe("http://127.0.0.1:" + server.actualPort());

    assertThat(ports).hasSize(2);
  }

  @Test
  void a_status_that_is_not_expected_is_bad() {
    try (var server = new WebhookReceiver()) {
      server.answerAlways(503);

      var result = probe(server.uri("/").toString());

      assertThat(result.verdict()).isEqualTo(ProbeVerdict.BAD);
      assertThat(result.errorClass()).isEqualTo("http-status");
      assertThat(result.httpStatus()).isEqualTo(503);
    }
  }

  @Test
  void a_redirect_is_not_followed() {
    try (var server = new WebhookReceiver()) {
      server.answerAlways(302);

      assertThat(probe(server.uri("/").toString()).errorClass()).isEqualTo("http-status");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_closed_port_is_refused() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertBad(probe("http://127.0.0.1:" + port), "refused");
  }

  @Test
  void a_slow_first_byte_names_its_phase() {
    try (var server = new WebhookReceiver()) {
      server.answerAfter(Duration.ofSeconds(3));

      var result = probe(server.uri("/").toString());

      assertBad(result, "timeout-await");
      assertThat(result.phases().total()).isGreaterThanOrEqualTo(TIMEOUT.toNanos());
    }
  }

  @Test
  void a_body_that_never_ends_names_its_phase() {
    var server = raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it", false);
    assertBad(probe("http://127.0.0.1:" + server.actualPort()), "timeout-transfer");
  }

  @Test
  void a_connection_closed_without_an_answer_is_reset() {
    var server = raw("", true);
    assertBad(probe("http://127.0.0.1:" + server.actualPort()), "reset");
  }

  @Test
  void an_answer_that_is_not_http_is_bad() {
    var server = raw("SSH-2.0-example\r\n\r\n", false);
    assertBad(probe("http://127.0.0.1:" + server.actualPort()), "http-protocol");
  }

  @Test
  void a_silent_listener_times_out_in_the_tls_handshake() {
    var server = raw(null, false);
    assertBad(probe("https://127.0.0.1:" + server.actualPort()), "timeout-connect");
  }

  @Test
  void a_certificate_nobody_signed_is_a_tls_failure(@TempDir Path folder) throws Exception {
    var store = folder.resolve("self-signed.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "test",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "for-tests")
            .start();
    assertThat(keytool.waitFor()).isZero();
    var server =
        join(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                            new PfxOptions().setPath(store.toString()).setPassword("for-tests")))
                .requestHandler(request -> request.response().end().onFailure(_ -> {}))
                .listen(0, "127.0.0.1"));
    assertBad(probe("https://localhost:" + server.actualPort()), "tls");
  }

  @Test
  void a_name_that_does_not_exist_is_a_dns_failure() {
    var result = probe("http://no-such-name.invalid/", Duration.ofSeconds(5));
    assertThat(result.errorClass()).isIn("dns", "timeout-dns");
    assertThat(result.verdict()).isEqualTo(ProbeVerdict.BAD);
  }

  @Test
  void an_address_that_must_not_be_probed_is_unknown_and_not_bad() {
    try (var closed = new HttpCheck(vertx, new AddressRule(false))) {
      var result = probe(closed, "http://localhost:80/", TIMEOUT);
      assertThat(result.errorClass()).isEqualTo("blocked-address");
      assertThat(result.verdict()).isEqualTo(ProbeVerdict.UNKNOWN);
    }
    assertThat(probe("http://169.254.169.254/").errorClass()).isEqualTo("blocked-address");
  }

  @Test
  void a_huge_body_is_not_read_to_its_end() {
    try (var server = new WebhookReceiver()) {
      server.answerBody("x".repeat(8 << 20));

      assertThat(probe(server.uri("/").toString()).verdict()).isEqualTo(ProbeVerdict.GOOD);
    }
  }

  private static void assertBad(CheckResult result, String errorClass) {
    assertThat(result.errorClass()).as(result.toString()).isEqualTo(errorClass);
    assertThat(result.verdict()).isEqualTo(ProbeVerdict.BAD);
  }

  /** A listener that sends {@code answer}, nothing when null, and closes at once if told so. */
  private static NetServer raw(@org.jspecify.annotations.Nullable String answer, boolean closes) {
    return join(
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  if (answer != null && !answer.isEmpty()) {
                    socket.write(answer).onFailure(_ -> {});
                  }
                  if (closes) {
                    socket.close().onFailure(_ -> {});
                  }
                })
            .listen(0, InetAddress.getLoopbackAddress().getHostAddress()));
  }

  private static CheckResult probe(String url) {
    return probe(url, TIMEOUT);
  }

  private static CheckResult probe(String url, Duration timeout) {
    return probe(check, url, timeout);
  }

  private static CheckResult probe(HttpCheck with, String url, Duration timeout) {
    var target = new Target(URI.create(url), "GET", Set.of(200), timeout);
    var done = new CompletableFuture<CheckResult>();
    vertx.runOnContext(_ -> with.run(target).onSuccess(done::complete));
    return done.orTimeout(15, TimeUnit.SECONDS).join();
  }

  private static <T> T join(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
