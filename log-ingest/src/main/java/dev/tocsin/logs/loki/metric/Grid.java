package dev.tocsin.logs.loki.metric;

import dev.tocsin.logs.loki.logql.LogQlException;

/**
 * The points in time at which a query is answered.
 *
 * @param startNs the first one
 * @param stepNs from one to the next
 * @param points how many, at least one
 */
public record Grid(long startNs, long stepNs, int points) {

  private static final int MAX_POINTS = 11_000;

  /** A single point. */
  public static Grid at(long timeNs) {
    return new Grid(timeNs, 1, 1);
  }

  /**
   * Points that are multiples of the step, so that the same question gets the same answer while its
   * range moves on.
   */
  public static Grid over(long fromNs, long toNs, long stepNs) {
    long first = Math.floorDiv(fromNs, stepNs) * stepNs;
    long count = Math.max(0, Math.floorDiv(toNs - first, stepNs)) + 1;
    if (count > MAX_POINTS) {
      throw new LogQlException(
          "more than " + MAX_POINTS + " points per series; ask with a larger step");
    }
    return new Grid(first, stepNs, (int) count);
  }

  /** Time of a point. */
  public long at(int point) {
    return startNs + point * stepNs;
  }
}
