package dev.tocsin.logs.writer;

import dev.tocsin.logs.catalogue.OffsetRange;
import java.util.List;
import java.util.Map;

/**
 * What is about to be committed.
 *
 * @param topic the stream it came from
 * @param ranges the offsets, per partition; they are committed once, so they can name the flush
 * @param rows stored rows per project
 * @param minNs earliest event time
 * @param maxNs latest event time
 * @param promoted attribute columns that the table has beside the fixed ones, see {@link
 *     dev.tocsin.logs.segment.SegmentFormat}
 */
public record FlushInfo(
    String topic,
    List<OffsetRange> ranges,
    Map<Long, Long> rows,
    long minNs,
    long maxNs,
    List<String> promoted) {}
