package dev.tocsin.logs.catalogue;

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
 */
public record SegmentRef(
    UUID id, long project, String file, long minNs, long maxNs, long rows, long bytes) {}
