package dev.tocsin.slo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeResult.Verdict;
import dev.tocsin.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes probe results and sends them as the prober would. */
public final class Probes {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private Probes() {}

  /** One result. */
  public static ProbeResult at(String monitor, Instant intended, Verdict verdict) {
    return at(monitor, intended, verdict, false, true);
  }

  /** One result with everything that decides whether it counts. */
  public static ProbeResult at(
      String monitor, Instant intended, Verdict verdict, boolean maintenance, boolean controlOk) {
    return new ProbeResult(
        UUID.randomUUID().toString(),
        monitor,
        monitor + "-name",
        "shop",
        "eu-west",
        "agent-1",
        intended,
        intended,
        ProbeResult.Phases.NONE,
        verdict,
        verdict == Verdict.BAD ? "timeout-connect" : null,
        null,
        0,
        maintenance,
        controlOk);
  }

  /** Three regions every ten seconds from {@code from} to {@code to}. */
  public static List<ProbeResult> steady(
      String monitor, Instant from, Instant to, Verdict verdict) {
    var results = new ArrayList<ProbeResult>();
    for (Instant at = from; at.isBefore(to); at = at.plus(Duration.ofSeconds(10))) {
      for (int region = 0; region < 3; region++) {
        results.add(at(monitor, at.plusSeconds(region), verdict));
      }
    }
    return results;
  }

  /** The value as it stands on the topic. */
  public static String json(ProbeResult result) {
    try {
      return JSON.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a probe result cannot be written", e);
    }
  }

  /** Sends and waits for the broker. */
  public static void send(List<ProbeResult> results) {
    sendRaw(results.stream().map(r -> Map.entry(r.monitorId(), json(r))).toList());
  }

  /** Sends any keys and values. */
  public static void sendRaw(List<Map.Entry<String, String>> records) {
    sendRaw(Topics.PROBE_RESULTS, records);
  }

  /** Sends any keys and values to any topic. */
  public static void sendRaw(String topic, List<Map.Entry<String, String>> records) {
    var bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 5),
            new StringSerializer(),
            new StringSerializer())) {
      for (var record : records) {
        var unused = producer.send(new ProducerRecord<>(topic, record.getKey(), record.getValue()));
      }
      producer.flush();
    }
  }
}
