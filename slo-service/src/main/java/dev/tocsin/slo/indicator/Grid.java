package dev.tocsin.slo.indicator;

import java.util.ArrayList;
import java.util.List;

/**
 * The grid on which counts are kept: buckets of ten seconds, and their exact sums over five
 * minutes, an hour and a day. Any window is a handful of runs of whole cells, so a sum over thirty
 * days reads about a hundred rows and still equals a recount of every bucket.
 */
public final class Grid {

  /** Length of a bucket in seconds. */
  public static final int BUCKET = 10;

  /** Length of a slice in seconds: the unit of coverage and of the far edge of a period. */
  public static final int SLICE = 300;

  /** Seconds of an hour. */
  public static final int HOUR = 3_600;

  /** Seconds of a day. */
  public static final int DAY = 86_400;

  private static final int[] COARSE_FIRST = {DAY, HOUR, SLICE, BUCKET};

  private Grid() {}

  /** The multiple of {@code unit} at or before {@code second}. */
  public static long floor(long second, long unit) {
    return Math.floorDiv(second, unit) * unit;
  }

  /** The multiple of {@code unit} at or after {@code second}. */
  public static long ceil(long second, long unit) {
    return -floor(-second, unit);
  }

  /**
   * Cuts a span into runs of whole cells, coarse where possible.
   *
   * @param span edges on bucket edges
   * @throws IllegalArgumentException when an edge lies inside a bucket
   */
  public static List<Run> runs(Span span) {
    if (span.from() % BUCKET != 0 || span.to() % BUCKET != 0) {
      throw new IllegalArgumentException("window edges must fall on bucket edges");
    }
    var runs = new ArrayList<Run>();
    long at = span.from();
    while (at < span.to()) {
      int cell = cellAt(at, span.to());
      long end = at + cell;
      while (end < span.to() && cellAt(end, span.to()) == cell) {
        end += cell;
      }
      runs.add(new Run(cell, at, end));
      at = end;
    }
    return runs;
  }

  private static int cellAt(long at, long to) {
    for (int cell : COARSE_FIRST) {
      if (at % cell == 0 && at + cell <= to) {
        return cell;
      }
    }
    throw new IllegalArgumentException("window edges must fall on bucket edges");
  }

  /**
   * Neighbouring cells of one length.
   *
   * @param cell length of a cell in seconds
   * @param from start of the first cell
   * @param to end of the last cell
   */
  public record Run(int cell, long from, long to) {}
}
