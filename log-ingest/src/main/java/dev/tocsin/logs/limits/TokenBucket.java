package dev.tocsin.logs.limits;

import java.time.Duration;

/**
 * Bytes that may be taken: it fills at a steady rate up to the burst. Larger pieces than the burst
 * pass when it is full, and leave a debt. Time comes from outside, in nanoseconds of any origin.
 */
final class TokenBucket {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private double tokens;
  private long filledAt;

  /** A full bucket. */
  TokenBucket(long bytesPerSecond, long burstBytes, long nowNs) {
    this.perSecond = bytesPerSecond;
    this.burst = burstBytes;
    this.tokens = burstBytes;
    this.filledAt = nowNs;
  }

  /** Takes {@code bytes} or nothing; the answer says how long to wait, zero when they are taken. */
  synchronized Duration take(long nowNs, long bytes) {
    fill(nowNs);
    double needed = Math.min(Math.max(bytes, 1), burst);
    if (tokens >= needed) {
      tokens -= bytes;
      return Duration.ZERO;
    }
    return waitFor(needed);
  }

  /** Takes {@code bytes} whatever is there; the next ones wait longer. */
  synchronized void owe(long nowNs, long bytes) {
    fill(nowNs);
    tokens -= bytes;
  }

  /** How long until something may be taken again; zero when it may. */
  synchronized Duration exhausted(long nowNs) {
    fill(nowNs);
    return tokens > 0 ? Duration.ZERO : waitFor(1);
  }

  private Duration waitFor(double needed) {
    return Duration.ofNanos((long) Math.ceil((needed - tokens) / perSecond * NANOS));
  }

  private void fill(long nowNs) {
    long passed = nowNs - filledAt;
    if (passed > 0) {
      tokens = Math.min(burst, tokens + passed / NANOS * perSecond);
      filledAt = nowNs;
    }
  }
}
