package dev.tocsin.slo.indicator;

import java.time.Instant;

/**
 * A stretch of time in epoch seconds.
 *
 * @param from first second, inclusive
 * @param to last second, exclusive
 */
public record Span(long from, long to) {

  /** Never runs backwards. */
  public Span {
    if (to < from) {
      throw new IllegalArgumentException("a span must not end before it starts");
    }
  }

  /** The window of {@code seconds} that ends with the bucket which holds {@code now}. */
  public static Span endingWith(Instant now, long seconds) {
    long end = Grid.floor(now.getEpochSecond(), Grid.BUCKET) + Grid.BUCKET;
    return new Span(end - seconds, end);
  }

  /** The same span with both edges moved outwards to multiples of {@code seconds}. */
  public Span alignedTo(long seconds) {
    return new Span(Grid.floor(from, seconds), Grid.ceil(to, seconds));
  }

  /** Length in seconds. */
  public long seconds() {
    return to - from;
  }
}
