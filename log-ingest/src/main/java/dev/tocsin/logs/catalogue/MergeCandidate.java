package dev.tocsin.logs.catalogue;

import dev.tocsin.logs.segment.MergeSource;
import dev.tocsin.logs.segment.SegmentFile.Summary;
import java.util.List;
import java.util.UUID;

/**
 * A segment that may be merged with others.
 *
 * @param id the segment
 * @param project owner of its rows
 * @param file path below the data folder
 * @param bytes file size
 * @param generation 0 as written, then one more per merge
 * @param columns promoted columns
 * @param summary what it holds
 */
public record MergeCandidate(
    UUID id,
    long project,
    String file,
    long bytes,
    int generation,
    List<String> columns,
    Summary summary) {

  /** What a merge needs to know of it. */
  public MergeSource source() {
    return new MergeSource(file, summary.rows(), columns);
  }
}
