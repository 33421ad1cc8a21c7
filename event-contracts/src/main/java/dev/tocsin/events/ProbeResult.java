package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One probe of one monitor from one region.
 *
 * @param eventId unique; a redelivered result carries the same id
 * @param monitorId the monitor's id
 * @param monitorName its name at the time of the probe
 * @param service the service it watches
 * @param region where the probe ran
 * @param agent which agent ran it
 * @param intended the grid time it was meant for; figures count it there
 * @param start when it really started
 * @param phasesNs how long each phase took
 * @param verdict good, bad, or unknown when the prober itself was the problem
 * @param errorClass for instance {@code refused}, {@code timeout-connect}, {@code http-status}
 * @param httpStatus the answer's status where there was one
 * @param lagNs start minus intended, in nanoseconds
 * @param maintenance true inside a maintenance window: kept, but outside figures and alerts
 * @param controlOk false when the region's own connection was in doubt: never counted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProbeResult(
    String eventId,
    String monitorId,
    String monitorName,
    String service,
    String region,
    String agent,
    Instant intended,
    Instant start,
    Phases phasesNs,
    Verdict verdict,
    @Nullable String errorClass,
    @Nullable Integer httpStatus,
    long lagNs,
    boolean maintenance,
    boolean controlOk) {

  /**
   * Durations in nanoseconds; zero for a phase that did not happen.
   *
   * @param dns name resolution
   * @param connect TCP connect; includes TLS where the two cannot be told apart (then tls is zero)
   * @param tls TLS handshake
   * @param send writing the request
   * @param await until the first byte of the answer
   * @param transfer from the first to the last byte
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Phases(long dns, long connect, long tls, long send, long await, long transfer) {

    /** No phase took place. */
    public static final Phases NONE = new Phases(0, 0, 0, 0, 0, 0);

    /** The sum of all phases in nanoseconds. */
    public long total() {
      return dns + connect + tls + send + await + transfer;
    }
  }

  /** What a probe found. */
  public enum Verdict {
    /** The target answered as expected. */
    @JsonProperty("good")
    GOOD,
    /** The target failed. */
    @JsonProperty("bad")
    BAD,
    /** The prober could not tell. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
