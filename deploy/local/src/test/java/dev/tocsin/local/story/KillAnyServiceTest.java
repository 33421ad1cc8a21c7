package dev.tocsin.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An endpoint fails and in the same moment one process of the platform is killed: the page is
 * delayed at most, arrives once, and everything is accounted for. Runs with {@code tocsin test
 * --full}.
 */
@Order(3)
@ExtendWith(SharedPlatform.class)
@EnabledIfSystemProperty(named = "tocsin.full", matches = "true")
class KillAnyServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Longer than a lease: a page that is going to come twice has come twice by then. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private HttpServer target;

  @BeforeEach
  void startTarget() throws Exception {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              broken.contains(exchange.getRequestURI().getPath()) ? 503 : 200, -1);
          exchange.close();
        });
    target.start();
  }

  @AfterEach
  void stopTarget() {
    target.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incident-service",
        "uptime-prober",
        "agent-eu-west",
        "log-ingest",
        "exception-tracker",
        "slo-service",
        "console"
      })
  void thePageStillArrivesOnce(String victim, RunningPlatform platform) throws Exception {
    // given a monitor that is up
    String name = "while-" + victim + "-dies";
    String monitor = watch(platform, name);
    await().atMost(PATIENCE).until(() -> state(platform, monitor), "UP"::equals);

    // when its endpoint fails and a process dies at once
    broken.add("/" + name);
    platform.kill(victim);

    // then the page arrives, and arrives once
    await().atMost(PATIENCE).until(() -> !pages(platform, name).isEmpty());
    await()
        .during(SETTLED)
        .atMost(SETTLED.plusSeconds(5))
        .until(() -> pages(platform, name).size() == 1);

    // and the platform is whole again, with nothing unaccounted for
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              for (String url :
                  List.of(
                      "TOCSIN_URL",
                      "TOCSIN_PROBER_URL",
                      "TOCSIN_LOGS_URL",
                      "TOCSIN_SLO_URL",
                      "TOCSIN_EXCEPTIONS_URL",
                      "TOCSIN_INCIDENT_URL")) {
                var ready = Http.anonymous().get(platform.value(url) + "/q/health/ready");
                assertThat(ready.status()).as(url).isEqualTo(200);
              }
            });
    var ledger =
        platform.admin().get(platform.value("TOCSIN_INCIDENT_URL") + "/api/v1/ledger/verify");
    assertThat(ledger.json().path("reconciles").asBoolean()).as(ledger.text()).isTrue();
    platform
        .admin()
        .send(
            "DELETE",
            platform.value("TOCSIN_PROBER_URL") + "/api/v1/monitors/" + monitor,
            "application/json",
            null);
  }

  private String watch(RunningPlatform platform, String name) {
    var created =
        platform
            .admin()
            .post(
                platform.value("TOCSIN_PROBER_URL") + "/api/v1/monitors",
                """
                {"name":"%s","service":"%s","url":"http://127.0.0.1:%d/%s","method":"GET",
                 "expectedStatus":[200],"intervalSeconds":2,"timeoutMs":1500,
                 "regions":["eu-west","us-east","ap-south"],"quorum":2,"severity":"critical"}"""
                    .formatted(name, name, target.getAddress().getPort(), name));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().path("id").asText();
  }

  private static String state(RunningPlatform platform, String monitor) {
    return platform
        .admin()
        .get(platform.value("TOCSIN_PROBER_URL") + "/api/v1/monitors/" + monitor)
        .json()
        .path("status")
        .path("state")
        .asText();
  }

  private static List<JsonNode> pages(RunningPlatform platform, String name) {
    var mails = Http.anonymous().get(platform.value("TOCSIN_MAILBOX_URL") + "/messages").items();
    return StreamSupport.stream(mails.spliterator(), false)
        .filter(mail -> mail.path("subject").asText().contains(name))
        .filter(mail -> mail.path("text").asText().contains("/a/"))
        .toList();
  }
}
