package dev.tocsin.prober.check;

/**
 * How long each phase of a probe took, in nanoseconds of the monotonic clock; 0 for a phase that
 * was not reached. For HTTP the TLS handshake is part of {@code connect}.
 */
public record Phases(long dns, long connect, long tls, long send, long await, long transfer) {
  /** Nothing was measured. */
  public static final Phases NONE = new Phases(0, 0, 0, 0, 0, 0);

  /** All phases together. */
  public long total() {
    return dns + connect + tls + send + await + transfer;
  }
}
