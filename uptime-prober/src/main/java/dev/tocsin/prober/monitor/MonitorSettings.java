package dev.tocsin.prober.monitor;

import dev.tocsin.events.Severity;
import java.util.List;

/** What a person decides about a monitor. {@link MonitorDraft#check()} makes valid ones. */
public record MonitorSettings(
    String name,
    String service,
    String url,
    String method,
    List<Integer> expectedStatus,
    int intervalSeconds,
    int timeoutMs,
    List<String> regions,
    int quorum,
    Severity severity) {

  /** Keeps own copies of the lists. */
  public MonitorSettings {
    expectedStatus = List.copyOf(expectedStatus);
    regions = List.copyOf(regions);
  }
}
