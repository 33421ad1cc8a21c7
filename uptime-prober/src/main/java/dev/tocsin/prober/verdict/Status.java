package dev.tocsin.prober.verdict;

/** What is said about a monitor. */
public enum Status {
  /** The quorum of regions sees it working. A single failing region stays listed. */
  UP,
  /** A region failed; the others are being asked. Not downtime. */
  UNCONFIRMED,
  /** A quorum of regions fails. Downtime began at the first failure. */
  DOWN,
  /** A region saw it working again; more good probes are needed. */
  RECOVERING,
  /** Too few regions can tell. */
  UNKNOWN,
  /** Stopped by a person. */
  PAUSED
}
