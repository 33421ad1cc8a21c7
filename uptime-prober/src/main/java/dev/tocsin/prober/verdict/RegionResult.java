package dev.tocsin.prober.verdict;

import dev.tocsin.prober.check.ProbeVerdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest result of one region.
 *
 * @param at when the probe started, by the agent's clock
 * @param receivedAt when it was counted, by the control's clock
 */
public record RegionResult(
    String eventId,
    Instant at,
    Instant receivedAt,
    ProbeVerdict verdict,
    @Nullable String errorClass,
    @Nullable Integer httpStatus,
    long latencyNs,
    @Nullable String detail) {

  boolean fresh(Instant now, Duration freshness) {
    return !at.isBefore(now.minus(freshness));
  }

  boolean bad() {
    return verdict == ProbeVerdict.BAD;
  }
}
