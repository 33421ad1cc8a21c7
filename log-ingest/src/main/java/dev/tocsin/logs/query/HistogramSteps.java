package dev.tocsin.logs.query;

/**
 * The grid of a histogram: round steps on round times.
 *
 * @param startSeconds first step's start, seconds since the epoch
 * @param stepSeconds length of a step
 * @param count number of steps
 */
record HistogramSteps(long startSeconds, long stepSeconds, int count) {

  private static final long NS = 1_000_000_000L;
  private static final long[] STEPS = {
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400
  };

  /** The grid that covers a range with at most about {@code buckets} steps. */
  static HistogramSteps covering(long fromNs, long toNs, int buckets) {
    long seconds = Math.max(1, Math.ceilDiv(toNs - fromNs, NS));
    long wanted = Math.ceilDiv(seconds, buckets);
    long step = Math.ceilDiv(wanted, 86_400L) * 86_400L;
    for (long round : STEPS) {
      if (round >= wanted) {
        step = round;
        break;
      }
    }
    long start = Math.floorDiv(Math.floorDiv(fromNs, NS), step) * step;
    long end = Math.ceilDiv(Math.ceilDiv(toNs, NS), step) * step;
    return new HistogramSteps(start, step, (int) ((end - start) / step));
  }

  /** Whether counts kept per ten seconds fit the grid exactly. */
  boolean onSlots() {
    return stepSeconds % 10 == 0;
  }

  long startNs() {
    return startSeconds * NS;
  }

  long endNs() {
    return (startSeconds + stepSeconds * count) * NS;
  }
}
