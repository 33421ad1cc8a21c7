package dev.tocsin.prober.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling, capped, with jitter so that agents do not march.
 */
final class Backoff {
  private final long firstMillis;
  private final long maxMillis;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration max, RandomGenerator random) {
    this.firstMillis = first.toMillis();
    this.maxMillis = max.toMillis();
    this.random = random;
  }

  /** Counts a failure; the wait lies between half of the step and the whole step. */
  Duration failed() {
    long step = Math.min(maxMillis, firstMillis << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(Math.max(1, step / 2 + random.nextLong(step / 2 + 1)));
  }

  void succeeded() {
    failures = 0;
  }
}
