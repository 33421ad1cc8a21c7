package dev.tocsin.prober.monitor;

import dev.tocsin.prober.schedule.Grid;
import dev.tocsin.prober.schedule.Spread;
import dev.tocsin.prober.verdict.Rule;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that is watched.
 *
 * @param revision grows with every change of the settings; results of another revision do not count
 */
public record Monitor(
    String id, MonitorSettings settings, boolean paused, int revision, Instant createdAt) {

  /** What the verdict needs to know. */
  public Rule rule() {
    return Rule.of(settings.regions(), settings.quorum(), interval(), timeout());
  }

  /** The times at which {@code region} probes; the region must be one of the monitor's. */
  public Grid grid(String region) {
    return new Grid(interval(), Spread.offset(id, settings.regions(), region, interval()));
  }

  /** Time between two probes of one region. */
  public Duration interval() {
    return Duration.ofSeconds(settings.intervalSeconds());
  }

  /** Total time of one probe. */
  public Duration timeout() {
    return Duration.ofMillis(settings.timeoutMs());
  }
}
