package dev.tocsin.exceptions.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.ExceptionRecord;
import dev.tocsin.events.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Writes accepted events to Kafka and waits for all in-sync replicas. After a failure the next two
 * seconds are refused at once, so that threads do not pile up behind a broker that is away.
 */
@ApplicationScoped
public class ExceptionPublisher implements EventSink {

  private static final Logger LOG = Logger.getLogger(ExceptionPublisher.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Producer<String, String> producer;
  private final ObjectMapper json;
  private final Clock clock;
  private volatile Instant awayUntil = Instant.MIN;

  ExceptionPublisher(Producer<String, String> producer, ObjectMapper json, Clock clock) {
    this.producer = producer;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void keep(ExceptionRecord event, String key) throws Refusal {
    var now = clock.instant();
    if (now.isBefore(awayUntil)) {
      throw away();
    }
    try {
      producer.send(record(event, key)).get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warnf("event not published, clients are told to come back: %s", e.toString());
      awayUntil = clock.instant().plus(PAUSE);
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private ProducerRecord<String, String> record(ExceptionRecord event, String key) {
    var record = new ProducerRecord<>(Topics.EXCEPTIONS, key, write(event));
    new CloudEvent(
            UUID.randomUUID().toString(),
            "exception-tracker",
            "tocsin.exception",
            event.receivedAt(),
            event.projectId() + "/" + event.eventId())
        .toHeaders()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private String write(ExceptionRecord event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event record is always JSON", e);
    }
  }

  private static Refusal away() {
    return new Refusal(
        Refusal.Reason.NO_BROKER, "The event cannot be kept at the moment, send it again.", 5);
  }
}
