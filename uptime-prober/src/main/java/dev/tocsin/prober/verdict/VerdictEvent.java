package dev.tocsin.prober.verdict;

/** What can change a verdict. */
public sealed interface VerdictEvent {
  /** A region's result. A result whose control check failed must arrive here as UNKNOWN. */
  record Observed(String region, RegionResult result) implements VerdictEvent {}

  /** Time passed; results may have grown too old. */
  record Tick() implements VerdictEvent {}

  /** A person stopped the monitor. */
  record Pause() implements VerdictEvent {}

  /** A person started it again. */
  record Resume() implements VerdictEvent {}

  /** The monitor is new. */
  record Created() implements VerdictEvent {}

  /** The monitor's settings changed: earlier results say nothing about it any more. */
  record Changed() implements VerdictEvent {}
}
