package dev.tocsin.logs.catalogue;

import java.util.List;
import java.util.UUID;

/**
 * A segment as the catalogue lists it.
 *
 * @param id the segment
 * @param project owner of its rows
 * @param file path below the data folder
 * @param minNs earliest event time
 * @param maxNs latest event time
 * @param rows number of rows
 * @param bytes file size
 * @param format version of the layout, see {@link dev.tocsin.logs.segment.SegmentFormat}
 * @param columns promoted columns
 * @param blocks number of blocks; 0 when they are not numbered
 * @param filterBytes size of the filter file; 0 when there is none
 * @param tokenRule the rule its tokens were made by; 0 when there are none
 */
public record SegmentRef(
    UUID id,
    long project,
    String file,
    long minNs,
    long maxNs,
    long rows,
    long bytes,
    int format,
    List<String> columns,
    int blocks,
    long filterBytes,
    int tokenRule) {}
