package dev.tocsin.logs.record;

import org.jspecify.annotations.Nullable;

/**
 * Which rows a question is about; a missing part does not restrict.
 *
 * @param fromNs earliest event time, inclusive
 * @param toNs latest event time, exclusive
 * @param service exact service name
 * @param level the lowest level that counts
 * @param text occurs in the body or the attributes, whatever the case
 * @param traceId 32 lower-case hex digits
 */
public record LogFilter(
    long fromNs,
    long toNs,
    @Nullable String service,
    @Nullable Level level,
    @Nullable String text,
    @Nullable String traceId) {

  /** The lowest severity number that counts; 0 lets rows without a level pass. */
  public int minSeverity() {
    return level == null ? 0 : level.lowest();
  }

  /** Whether counts per service and level are enough to count the matching rows. */
  public boolean countable() {
    return text == null && traceId == null;
  }

  /** The same question over another time range. */
  public LogFilter within(long from, long to) {
    return new LogFilter(from, to, service, level, text, traceId);
  }
}
