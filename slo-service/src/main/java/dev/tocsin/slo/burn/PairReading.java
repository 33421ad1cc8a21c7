package dev.tocsin.slo.burn;

import dev.tocsin.slo.indicator.GoodTotal;

/**
 * What was measured in the two windows of a pair, read at the same instant.
 *
 * @param pair which windows
 * @param inLong counts of the long window
 * @param inShort counts of the short window
 * @param warmSeconds how much of the long window lies after measuring began: its whole length,
 *     unless nothing was measured in the window before it
 */
public record PairReading(BurnPair pair, GoodTotal inLong, GoodTotal inShort, long warmSeconds) {

  /** Within the long window. */
  public PairReading {
    if (warmSeconds < 0 || warmSeconds > pair.longWindow().toSeconds()) {
      throw new IllegalArgumentException("warmSeconds must be within the long window");
    }
  }

  /** A reading of a monitor that was measured all the time. */
  public static PairReading warm(BurnPair pair, GoodTotal inLong, GoodTotal inShort) {
    return new PairReading(pair, inLong, inShort, pair.longWindow().toSeconds());
  }
}
