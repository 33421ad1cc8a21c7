package dev.tocsin.prober.verdict;

import java.time.Duration;
import java.util.List;

/**
 * The part of a monitor that the verdict depends on.
 *
 * @param regions regions that probe it
 * @param quorum failing regions that make it DOWN, and healthy regions needed to say anything at
 *     all
 * @param freshness how long a region's latest result counts
 * @param recoverGood good probes in a row that end a downtime
 */
public record Rule(List<String> regions, int quorum, Duration freshness, int recoverGood) {
  /** Good probes that end a downtime unless said otherwise. */
  public static final int RECOVER_GOOD = 2;

  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Checks the numbers against each other. */
  public Rule {
    regions = List.copyOf(regions);
    if (quorum < 1 || quorum > regions.size()) {
      throw new IllegalArgumentException("Rule.quorum must be between 1 and the number of regions");
    }
    if (recoverGood < 1) {
      throw new IllegalArgumentException("Rule.recoverGood must be at least 1");
    }
  }

  /**
   * The usual rule. A result counts for three intervals, plus the time that a probe may take before
   * it arrives at all.
   */
  public static Rule of(List<String> regions, int quorum, Duration interval, Duration timeout) {
    Duration freshness = interval.multipliedBy(3).plus(timeout).plus(SLACK);
    return new Rule(regions, quorum, freshness, RECOVER_GOOD);
  }
}
