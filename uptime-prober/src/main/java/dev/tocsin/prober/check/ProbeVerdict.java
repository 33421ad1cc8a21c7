package dev.tocsin.prober.check;

import java.util.Locale;

/** What one probe says about its target. */
public enum ProbeVerdict {
  /** The target answered as expected. */
  GOOD,
  /** The target failed. */
  BAD,
  /** The prober itself could not tell: never held against the target. */
  UNKNOWN;

  /** Lower-case name, as it crosses the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #wire()}; throws {@link IllegalArgumentException} for anything else. */
  public static ProbeVerdict of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
