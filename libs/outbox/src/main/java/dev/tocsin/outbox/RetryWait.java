package dev.tocsin.outbox;

import java.time.Duration;

/** How long to wait before the next try: doubling from a quarter of a second, at most 5 s. */
final class RetryWait {

  private static final long FIRST_MILLIS = 250;
  private static final long MAX_MILLIS = 5_000;

  private RetryWait() {}

  /** The wait after the {@code attempt}th failure, counted from 1. */
  static Duration after(int attempt) {
    int doublings = Math.min(Math.max(attempt, 1) - 1, 10);
    return Duration.ofMillis(Math.min(FIRST_MILLIS << doublings, MAX_MILLIS));
  }
}
