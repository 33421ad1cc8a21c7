package dev.tocsin.console.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.console.testing.Browser;
import dev.tocsin.console.testing.Surroundings;
import dev.tocsin.events.AccessChange;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.PlatformResource;
import dev.tocsin.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Surroundings.class)
class KeyResourceIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @Test
  void aNewKeyIsShownOnceWorksAtOnceAndIsToldToEveryService() {
    Response made = make(Map.of("label", "deploy bot", "kind", "api", "role", "admin"));
    made.then().statusCode(201).body("secret", matchesPattern("tk_api_[A-Za-z0-9_-]{43}"));
    String secret = made.path("secret");
    String id = made.path("key.id");

    given()
        .header("Authorization", "Bearer " + secret)
        .get("/auth/keys")
        .then()
        .statusCode(200)
        .body(not(containsString(secret)))
        .body("items.find { it.id == '" + id + "' }.createdBy", equalTo(Surroundings.ADMIN));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              AccessChange.Key told = published("key:" + id);
              assertThat(told.sha256()).isEqualTo(TestKeys.sha256(secret));
              assertThat(told.role()).isEqualTo("admin");
              assertThat(told.revoked()).isFalse();
            });
  }

  @Test
  void aRevokedKeyStopsWorkingAndEveryServiceHears() {
    Response made = make(Map.of("label", "old bot", "kind", "api", "role", "viewer"));
    String secret = made.path("secret");
    String id = made.path("key.id");

    Browser.page(Browser.session()).delete("/auth/keys/" + id).then().statusCode(204);

    given()
        .header("Authorization", "Bearer " + secret)
        .get("/auth/projects")
        .then()
        .statusCode(401);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              AccessChange.Key told = published("key:" + id);
              assertThat(told.revoked()).isTrue();
            });
    Browser.page(Browser.session()).delete("/auth/keys/" + id).then().statusCode(404);
    Browser.page(Browser.session()).delete("/auth/keys/unknown").then().statusCode(404);
  }

  @Test
  void configuredKeysAndProjectsAreTold() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              Map<String, AccessChange> told = published();
              assertThat(told)
                  .containsKeys("key:test-admin", "key:test-eu-west", "project:1", "project:2");
              assertThat(
                      ((AccessChange.Key) Objects.requireNonNull(told.get("key:test-eu-west")))
                          .region())
                  .isEqualTo("eu-west");
            });
  }

  @Test
  void sentryKeysHaveTheFormThatSdksAccept() {
    make(Map.of("label", "shop", "kind", "ingest", "projectId", 1, "sentry", true))
        .then()
        .statusCode(201)
        .body("secret", matchesPattern("[0-9a-f]{32}"))
        .body("key.role", equalTo("ingest"))
        .body("key.projectId", equalTo(1));
  }

  @Test
  void everyBrokenRuleIsNamed() {
    make(Map.of("label", " ", "kind", "magic"))
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("label", "kind"));
    make(Map.of("label", "x", "kind", "api", "role", "emperor", "projectId", 999))
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("role", "projectId"));
    make(Map.of("label", "x", "kind", "ingest", "region", "moon"))
        .then()
        .statusCode(400)
        .body("errors.field", hasItems("projectId", "region"));
    make(Map.of("label", "x", "kind", "api", "role", "viewer", "projectId", "one"))
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", hasItems("projectId"));
  }

  @Test
  void onlyAdministratorsManageKeys() {
    given().get("/auth/keys").then().statusCode(401);
    given()
        .header("Authorization", "Bearer " + TestKeys.MANAGER_API)
        .get("/auth/keys")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    given()
        .header("Authorization", "Bearer " + TestKeys.ADMIN_API)
        .get("/auth/keys")
        .then()
        .statusCode(200);
  }

  @Test
  void aProjectIsMadeOnceAndTold() {
    Response made =
        Browser.page(Browser.session())
            .contentType("application/json")
            .body(Map.of("slug", "checkout", "name", "Checkout"))
            .post("/auth/projects");
    made.then().statusCode(201);
    String id = made.path("id");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(published()).containsKey("project:" + id));
    Browser.page(Browser.session())
        .contentType("application/json")
        .body(Map.of("slug", "checkout", "name", "Again"))
        .post("/auth/projects")
        .then()
        .statusCode(409);
  }

  private static Response make(Map<String, Object> body) {
    return Browser.page(Browser.session())
        .contentType("application/json")
        .body(body)
        .post("/auth/keys");
  }

  private AccessChange.Key published(String recordKey) {
    Map<String, AccessChange> told = published();
    assertThat(told).containsKey(recordKey);
    return (AccessChange.Key) Objects.requireNonNull(told.get(recordKey));
  }

  /** The newest record per key, as a service sees them. */
  private Map<String, AccessChange> published() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(Topics.ACCESS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
      var newest = new HashMap<String, AccessChange>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          assertThat(record.headers().lastHeader("ce_id")).isNotNull();
          newest.put(record.key(), read(record.value()));
        }
      }
      return newest;
    }
  }

  private static AccessChange read(String json) {
    try {
      return JSON.readValue(json, AccessChange.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("unreadable record " + json, e);
    }
  }
}
