package dev.tocsin.prober;

import dev.tocsin.testkit.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/** Stands for incident-service: takes alerts on a real port and keeps them. */
public final class IncidentDouble implements QuarkusTestResourceLifecycleManager {
  private static final WebhookReceiver RECEIVER = new WebhookReceiver();

  @Override
  public Map<String, String> start() {
    return Map.of("TOCSIN_INCIDENT_URL", "http://127.0.0.1:" + RECEIVER.port());
  }

  /** Nothing to do: the receiver ends with this JVM. */
  @Override
  public void stop() {}

  /** Alerts about one monitor, oldest first. */
  public static List<WebhookReceiver.Request> alertsOf(String monitorId) {
    return RECEIVER.requests().stream()
        .filter(r -> r.path().equals("/api/v1/alerts"))
        .filter(r -> r.body().contains("\"monitor:" + monitorId + "\""))
        .toList();
  }

  /** The receiver itself, to make it fail. */
  public static WebhookReceiver receiver() {
    return RECEIVER;
  }
}
