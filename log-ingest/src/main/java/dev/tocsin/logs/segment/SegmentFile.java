package dev.tocsin.logs.segment;

import java.util.List;
import java.util.UUID;

/**
 * A finished, immutable file: fsynced and under its final name.
 *
 * @param id the segment's id, also part of the file name
 * @param project the project all its rows belong to
 * @param file path below the data folder
 * @param bytes file size
 * @param summary what it holds
 * @param columns promoted columns, see {@link SegmentFormat}
 * @param blocks number of blocks
 * @param filterBytes size of the filter file; 0 when there is none
 */
public record SegmentFile(
    UUID id,
    long project,
    String file,
    long bytes,
    Summary summary,
    List<String> columns,
    int blocks,
    long filterBytes) {

  /**
   * What a segment holds.
   *
   * @param minNs earliest event time
   * @param maxNs latest event time
   * @param rows number of rows, at least one
   * @param maxSeverity highest severity number, 0 to 24
   * @param services the services that occur
   * @param levelCounts rows per level: unknown, trace, debug, info, warn, error, fatal
   */
  public record Summary(
      long minNs,
      long maxNs,
      long rows,
      int maxSeverity,
      List<String> services,
      List<Long> levelCounts) {}
}
