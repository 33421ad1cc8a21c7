package dev.tocsin.prober.work;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tocsin.prober.monitor.Monitor;
import java.time.Instant;
import java.util.List;

/**
 * The whole assignment of one region: event {@code work} on the agents' stream.
 *
 * @param region the region that the agent's key stands for
 * @param version grows with every change
 * @param expiresAt when an agent that heard nothing newer must stop probing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Work(String region, long version, Instant expiresAt, List<Item> monitors) {
  /**
   * One monitor to probe.
   *
   * @param revision to be sent back with each result
   * @param offsetMillis place of this region inside the interval
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Item(
      String monitorId,
      int revision,
      String url,
      String method,
      List<Integer> expectedStatus,
      int intervalSeconds,
      int timeoutMs,
      long offsetMillis) {
    static Item of(Monitor monitor, String region) {
      return new Item(
          monitor.id(),
          monitor.revision(),
          monitor.settings().url(),
          monitor.settings().method(),
          monitor.settings().expectedStatus(),
          monitor.settings().intervalSeconds(),
          monitor.settings().timeoutMs(),
          monitor.grid(region).offset().toMillis());
    }
  }

  /**
   * Asks for one probe at once: event {@code confirm} on the agents' stream.
   *
   * @param confirmationId the request; an agent answers each one once
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Confirm(String confirmationId, String monitorId) {}
}
