package dev.tocsin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.AccessChange;
import dev.tocsin.events.AccessChange.KeyKind;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestEngines;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class AccessFeedTest {

  private final TestEngines engines = TestEngines.running();
  private final AccessRegistry registry = new AccessRegistry();

  private static AccessChange.Key key(String id, boolean revoked) {
    return new AccessChange.Key(
        id, KeyHash.of("raw-" + id), KeyKind.API, Roles.VIEWER, null, null, id, revoked);
  }

  private void publish(String recordKey, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", engines.kafkaBootstrap(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.ACCESS, recordKey, value)).get();
    }
  }

  private void publish(AccessChange change) throws Exception {
    publish(
        change.recordKey(),
        new ObjectMapper().writerFor(AccessChange.class).writeValueAsString(change));
  }

  @Test
  void aServiceThatStartsLaterKnowsEveryKeyAndLearnsOfARevocation() throws Exception {
    // given keys published before the service starts, and one record from a newer console
    engines.freshTopics();
    publish(key("a", false));
    publish("novelty:1", "{\"type\":\"novelty\"}");
    publish(key("b", false));
    try (var feed = new AccessFeed(registry, engines.kafkaBootstrap())) {
      // when it starts
      feed.start();
      // then it knows both keys
      await().until(feed::caughtUp);
      assertThat(registry.authenticate("raw-a")).isNotNull();
      assertThat(registry.authenticate("raw-b")).isNotNull();
      // and when one is revoked it stops working
      publish(key("a", true));
      await().until(() -> registry.authenticate("raw-a") == null);
    }
  }

  @Test
  void withoutKafkaTheSeedsStillWork() {
    var seeded = AccessRegistry.seeded("ops:api:admin:::" + KeyHash.of("tk_api_ops"));
    try (var feed = new AccessFeed(seeded, "127.0.0.1:1")) {
      feed.start();
      assertThat(feed.caughtUp()).isFalse();
      assertThat(seeded.authenticate("tk_api_ops")).isNotNull();
    }
  }
}
