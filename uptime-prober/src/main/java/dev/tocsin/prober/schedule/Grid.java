package dev.tocsin.prober.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * The fixed times at which one region probes one monitor: {@code k * interval + offset} since the
 * epoch.
 *
 * <p>Never "interval after the last one finished": a slow target must not thin out its own
 * measurements.
 */
public record Grid(Duration interval, Duration offset) {
  /** Checks that the interval is positive and the offset lies inside it. */
  public Grid {
    if (interval.toMillis() <= 0) {
      throw new IllegalArgumentException("Grid.interval must be at least one millisecond");
    }
    if (offset.isNegative() || offset.compareTo(interval) >= 0) {
      throw new IllegalArgumentException("Grid.offset must lie inside the interval");
    }
  }

  /** First slot strictly after {@code moment}. */
  public Instant next(Instant moment) {
    return atOrBefore(moment).plus(interval);
  }

  /** Last slot that is not after {@code moment}. */
  public Instant atOrBefore(Instant moment) {
    long step = interval.toMillis();
    long slot = Math.floorDiv(moment.toEpochMilli() - offset.toMillis(), step);
    return Instant.ofEpochMilli(slot * step + offset.toMillis());
  }
}
