package dev.tocsin.logs.writer;

import java.time.Duration;

/**
 * When a buffer becomes a segment.
 *
 * @param maxAge longest time since the first row
 * @param maxRows most rows
 * @param maxBytes most encoded bytes
 */
public record FlushRule(Duration maxAge, long maxRows, long maxBytes) {

  /** Whether it is time, with the reason; null when it is not. */
  @org.jspecify.annotations.Nullable
  String due(long rows, long bytes, Duration age) {
    if (rows >= maxRows) {
      return "rows";
    }
    if (bytes >= maxBytes) {
      return "bytes";
    }
    return age.compareTo(maxAge) >= 0 ? "age" : null;
  }
}
