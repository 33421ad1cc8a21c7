package dev.tocsin.console.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Topics;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads events from now on, in a group of its own per process, and turns them into hints. Nothing
 * is kept: a record that cannot be read costs one hint.
 */
@ApplicationScoped
class LiveConsumer {

  private static final Logger LOG = Logger.getLogger(LiveConsumer.class);

  private final LiveResource live;
  private final ObjectMapper json;

  LiveConsumer(LiveResource live, ObjectMapper json) {
    this.live = live;
    this.json = json;
  }

  @Incoming("hints")
  @Blocking
  void consume(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      hints(record).forEach(live::offer);
    } catch (IOException e) {
      LOG.debugf("no hint: record %s/%d cannot be read", record.topic(), record.offset());
    }
  }

  private List<Hint> hints(ConsumerRecord<String, byte[]> record) throws IOException {
    return switch (record.topic()) {
      case Topics.INCIDENTS ->
          HintRule.ofIncident(json.readValue(record.value(), IncidentEvent.class));
      case Topics.ALERTS -> HintRule.ofAlert(json.readValue(record.value(), Alert.class));
      case Topics.PROBE_RESULTS -> HintRule.ofProbeResult();
      case Topics.EXCEPTIONS -> HintRule.ofException();
      default -> List.of();
    };
  }
}
