package dev.tocsin.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.console.testing.TestTime;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class LiveIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @Inject TestTime time;
  @Inject LiveResource live;

  @Test
  void anIncidentEventBecomesAHintWithItsId() throws Exception {
    try (var stream = new Stream(Browser.session())) {
      // The consumer starts at the newest offset, so the first records may come too early for it.
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                publish(Topics.INCIDENTS, "i-7", INCIDENT);
                assertThat(stream.lines).contains("data: {\"topic\":\"incidents\",\"id\":\"i-7\"}");
              });
    }
  }

  @Test
  void alertsAndResultsBecomeHintsAndUnreadableRecordsDoNoHarm() throws Exception {
    try (var stream = new Stream(Browser.session())) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                publish(Topics.ALERTS, "x", "{not json");
                publish(Topics.ALERTS, "slo:shop:page", ALERT);
                publish(Topics.PROBE_RESULTS, "m-1", "{}");
                time.get().advance(Duration.ofSeconds(11));
                assertThat(stream.lines)
                    .contains(
                        "data: {\"topic\":\"slos\",\"id\":\"shop\"}",
                        "data: {\"topic\":\"monitors\"}");
              });
    }
  }

  @Test
  void aStreamEndsWhenItsSessionIsSignedOut() throws Exception {
    String session = Browser.session();
    try (var stream = new Stream(session)) {
      Browser.page(session).post("/auth/logout").then().statusCode(204);
      await().atMost(SOON).untilTrue(stream.ended);
    }
  }

  @Test
  void aStreamShowsLifeAndEndsAfterAWhile() throws Exception {
    try (var stream = new Stream(Browser.session())) {
      live.beat();
      await().atMost(SOON).untilAsserted(() -> assertThat(stream.lines).contains(": still here"));
      assertThat(stream.ended).isFalse();

      time.get().advance(Duration.ofMinutes(16));
      live.beat();
      await().atMost(SOON).untilTrue(stream.ended);
    }
  }

  @Test
  void aStreamNeedsASession() {
    RestAssured.given().get("/live").then().statusCode(401);
    RestAssured.given()
        .header("Authorization", "Bearer " + TestKeys.ADMIN_API)
        .get("/live")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void aSessionHasOnlySoManyStreams() throws Exception {
    String session = Browser.session();
    var streams = new CopyOnWriteArrayList<Stream>();
    try {
      for (int i = 0; i < 8; i++) {
        streams.add(new Stream(session));
      }
      Browser.page(session).get("/live").then().statusCode(429).header("Retry-After", "15");
    } finally {
      streams.forEach(Stream::close);
    }
  }

  private void publish(String topic, String key, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static final String INCIDENT =
      """
      {"eventId":"e","incidentId":"i-7","number":7,"kind":"opened","state":"triggered",\
      "title":"Shop is down","severity":"critical","at":"2026-11-20T10:00:00Z"}""";

  private static final String ALERT =
      """
      {"source":"slo-service","dedupKey":"slo:shop:page","status":"firing","severity":"critical",\
      "title":"Burning"}""";

  /** An open stream and the lines it has brought so far. */
  private static final class Stream implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final AtomicBoolean ended = new AtomicBoolean();
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Stream(String session) throws IOException, InterruptedException {
      HttpResponse<java.util.stream.Stream<String>> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/live"))
                  .header("Cookie", Browser.COOKIE + "=" + session)
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/event-stream;charset=UTF-8");
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  response.body().forEach(lines::add);
                } finally {
                  ended.set(true);
                }
              });
      await().atMost(SOON).until(() -> lines.contains(": connected"));
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
