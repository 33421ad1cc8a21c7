package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Columns;
import java.util.List;
import java.util.UUID;

/**
 * What the catalogue says about a segment.
 *
 * @param id the segment
 * @param project owner of its rows
 * @param file name among the segment files
 * @param minNs earliest event time
 * @param maxNs latest event time
 * @param rows number of rows
 * @param bytes size of the file
 * @param services services that occur
 * @param severities bit n is set when severity number n may occur
 * @param columns promoted columns
 * @param blocks number of blocks that its filter knows; 0 when it has no filter
 */
public record Segment(
    UUID id,
    long project,
    String file,
    long minNs,
    long maxNs,
    long rows,
    long bytes,
    List<String> services,
    int severities,
    Columns columns,
    int blocks) {

  private static final int NUMBERS = 24;

  /**
   * The severity numbers that may occur, as bits.
   *
   * @param levels rows per level: unknown, trace … fatal
   * @param most highest severity number
   */
  static int severities(Long[] levels, int most) {
    int bits = 0;
    for (int number = 0; number <= Math.min(most, NUMBERS); number++) {
      if (levels[(number + 3) / 4] > 0) {
        bits |= 1 << number;
      }
    }
    return bits;
  }
}
