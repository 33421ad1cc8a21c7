package dev.tocsin.prober.work;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of results from an agent.
 *
 * @param agent the agent's own name
 * @param dropped results that the agent had to drop since it started
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Report(
    @Nullable String agent, long dropped, @Nullable List<@Nullable Result> results) {
  /** Most results in one batch. */
  public static final int MAX_RESULTS = 500;

  /**
   * One probe.
   *
   * @param eventId UUID made by the agent; a redelivered result keeps it
   * @param revision the monitor's revision that the agent probed
   * @param intended grid time, or the time of the confirmation request
   * @param start when the probe really started
   * @param verdict good, bad or unknown
   * @param lagNs start minus intended in nanoseconds
   * @param controlOk false when the agent doubts its own connection
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Result(
      @Nullable String eventId,
      @Nullable String monitorId,
      int revision,
      @Nullable Instant intended,
      @Nullable Instant start,
      @Nullable String verdict,
      @Nullable String errorClass,
      @Nullable Integer httpStatus,
      @Nullable String detail,
      @Nullable PhasesNs phasesNs,
      long lagNs,
      boolean controlOk) {}

  /** Durations in nanoseconds; 0 for a phase that was not reached. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PhasesNs(long dns, long connect, long tls, long send, long await, long transfer) {}

  /**
   * What became of a batch: stored + duplicates + rejected = received.
   *
   * @param reasons number of rejected results by reason
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Receipt(
      int stored, int duplicates, int rejected, java.util.Map<String, Integer> reasons) {}
}
