package dev.tocsin.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @TempDir Path folder;

  @Test
  void keepsRecordsAndTopicsAcrossARestart() throws Exception {
    try (var kafka = EmbeddedKafka.start(options());
        var topics = new KafkaTopics(kafka.bootstrapServers())) {
      topics.createMissing(Topics.ALL, 1);
      send(kafka, "a".repeat(6 * 1024 * 1024));
    }

    try (var kafka = EmbeddedKafka.start(options());
        var topics = new KafkaTopics(kafka.bootstrapServers())) {
      topics.createMissing(Topics.ALL, 1);
      assertThat(read(kafka)).singleElement().asString().hasSize(6 * 1024 * 1024);

      topics.deleteAll("tocsin.");
      topics.createMissing(Topics.ALL, 1);
      send(kafka, "fresh");
      assertThat(read(kafka)).containsExactly("fresh");
    }
  }

  private EmbeddedKafka.Options options() {
    return new EmbeddedKafka.Options(folder.resolve("kafka"), FreePorts.next(), FreePorts.next());
  }

  private static void send(EmbeddedKafka kafka, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "acks",
                "all",
                "max.request.size",
                8 * 1024 * 1024),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.LOGS, "key", value)).get();
    }
  }

  private static List<String> read(EmbeddedKafka kafka) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader",
                "auto.offset.reset",
                "earliest",
                "fetch.max.bytes",
                9 * 1024 * 1024),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(Topics.LOGS));
      var values = new ArrayList<String>();
      var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.isEmpty() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
