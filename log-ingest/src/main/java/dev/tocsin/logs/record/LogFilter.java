package dev.tocsin.logs.record;

import org.jspecify.annotations.Nullable;

/**
 * Which rows a question is about; a missing part does not restrict.
 *
 * @param fromNs earliest event time, inclusive
 * @param toNs latest event time, exclusive
 * @param service exact service name
 * @param level the lowest level that counts
 */
public record LogFilter(long fromNs, long toNs, @Nullable String service, @Nullable Level level) {

  /** The lowest severity number that counts; 0 lets rows without a level pass. */
  public int minSeverity() {
    return level == null ? 0 : level.lowest();
  }
}
