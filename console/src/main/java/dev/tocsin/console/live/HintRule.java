package dev.tocsin.console.live;

import dev.tocsin.events.Alert;
import dev.tocsin.events.IncidentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which hints an event gives. */
final class HintRule {

  private HintRule() {}

  static List<Hint> ofIncident(IncidentEvent event) {
    return List.of(new Hint(Hint.INCIDENTS, event.incidentId()));
  }

  static List<Hint> ofAlert(Alert alert) {
    String key = alert.dedupKey() == null ? "" : alert.dedupKey();
    return switch (alert.source()) {
      case "uptime-prober" -> List.of(new Hint(Hint.MONITORS, middle(key)));
      case "slo-service" -> List.of(new Hint(Hint.SLOS, middle(key)));
      case "exception-tracker" -> List.of(new Hint(Hint.ISSUES, middle(key)));
      case null, default -> List.of();
    };
  }

  /** A result may move a monitor's figures and the SLOs over it. */
  static List<Hint> ofProbeResult() {
    return List.of(new Hint(Hint.MONITORS, null), new Hint(Hint.SLOS, null));
  }

  static List<Hint> ofException() {
    return List.of(new Hint(Hint.ISSUES, null));
  }

  /** The name in {@code kind:name} or {@code kind:name:more}. */
  private static @Nullable String middle(String dedupKey) {
    String[] parts = dedupKey.split(":", 3);
    return parts.length < 2 || parts[1].isEmpty() ? null : parts[1];
  }
}
