package dev.tocsin.prober.status;

import dev.tocsin.prober.verdict.Status;
import dev.tocsin.prober.verdict.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Uptime over a span, weighted by time.
 *
 * <p>UP and UNCONFIRMED count as up: an unconfirmed failure is not downtime, and a confirmed one
 * begins at its first failure, because the DOWN transition carries that time. DOWN and RECOVERING
 * count as down until recovery is shown, which then holds from its first good probe. UNKNOWN,
 * PAUSED and the time before the monitor existed are missing: neither good nor bad.
 *
 * @param up time measured as up
 * @param down time measured as down
 * @param span the whole span
 */
public record Uptime(Duration up, Duration down, Duration span) {
  /**
   * Sums up {@code history}, which is in order and starts at or before {@code from} where it can.
   */
  public static Uptime of(List<Transition> history, Instant from, Instant to) {
    Duration up = Duration.ZERO;
    Duration down = Duration.ZERO;
    for (int i = 0; i < history.size(); i++) {
      Instant start = later(history.get(i).effectiveAt(), from);
      Instant next = i + 1 < history.size() ? history.get(i + 1).effectiveAt() : to;
      Instant end = next.isBefore(to) ? next : to;
      if (end.isAfter(start)) {
        Duration lasted = Duration.between(start, end);
        Status status = history.get(i).to();
        switch (status) {
          case UP, UNCONFIRMED -> up = up.plus(lasted);
          case DOWN, RECOVERING -> down = down.plus(lasted);
          case UNKNOWN, PAUSED -> {}
        }
      }
    }
    return new Uptime(up, down, Duration.between(from, to));
  }

  /** Up divided by measured, from 0 to 1; absent when nothing was measured. */
  public @Nullable Double ratio() {
    long measured = measuredMillis();
    return measured == 0 ? null : (double) up.toMillis() / measured;
  }

  /** Measured divided by the whole span, from 0 to 1. */
  public double coverage() {
    return span.toMillis() == 0 ? 0 : (double) measuredMillis() / span.toMillis();
  }

  private long measuredMillis() {
    return up.plus(down).toMillis();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
