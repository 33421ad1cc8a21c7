package dev.tocsin.logs.intake;

import org.jspecify.annotations.Nullable;

/**
 * What a single record may be.
 *
 * @param oldestNs earliest event time, nanoseconds since the epoch
 * @param newestNs latest event time, same unit
 * @param maxBytes largest encoded size
 */
public record RecordLimits(long oldestNs, long newestNs, int maxBytes) {

  /** Why a record of this time cannot be taken; null when it can, and when it has no time. */
  public @Nullable Rejection check(long time) {
    if (time == 0) {
      return null;
    }
    // fixed64 is unsigned: what looks negative lies beyond the year 2262.
    if (time < 0 || time > newestNs) {
      return Rejection.TOO_FAR_AHEAD;
    }
    return time < oldestNs ? Rejection.TOO_OLD : null;
  }
}
