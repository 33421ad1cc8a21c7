package dev.tocsin.slo.indicator;

/**
 * Events that count, and how many of them were good.
 *
 * @param good good events
 * @param valid all events that count; never fewer than the good ones
 */
public record GoodTotal(long good, long valid) {

  /** Nothing measured: neither good nor bad. */
  public static final GoodTotal NONE = new GoodTotal(0, 0);

  /** A share above one is an error to show, not to clamp away. */
  public GoodTotal {
    if (good < 0 || good > valid) {
      throw new IllegalArgumentException("good must be from 0 to valid: " + good + " of " + valid);
    }
  }

  /** Events that count and were not good. */
  public long bad() {
    return valid - good;
  }

  /** True when anything was measured. */
  public boolean measured() {
    return valid > 0;
  }

  /** Both together. */
  public GoodTotal plus(GoodTotal other) {
    return new GoodTotal(Math.addExact(good, other.good), Math.addExact(valid, other.valid));
  }
}
