package dev.tocsin.slo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tocsin.events.Alert;
import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/** Receives alerts in the place of incident-service. */
public final class IncidentService implements QuarkusTestResourceLifecycleManager {

  public static final WebhookReceiver RECEIVER = new WebhookReceiver();
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  @Override
  public Map<String, String> start() {
    return Map.of("TOCSIN_INCIDENT_URL", RECEIVER.uri("").toString());
  }

  @Override
  public void stop() {
    // The receiver ends with this JVM.
  }

  /** Alerts of one SLO, oldest first. */
  public static List<Alert> alerts(String slo) {
    return RECEIVER.requests().stream()
        .map(r -> read(r.body()))
        .filter(a -> ("slo:" + slo + ":page").equals(a.dedupKey()))
        .toList();
  }

  private static Alert read(String body) {
    try {
      return JSON.readValue(body, Alert.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not an alert: " + body, e);
    }
  }
}
