package dev.tocsin.logs.segment;

import dev.tocsin.logs.record.RecordId;

/**
 * A point in the total order of rows: time first, then id. A search goes on strictly behind it.
 *
 * @param timeNs event time
 * @param id the row's id
 */
public record Place(long timeNs, RecordId id) {}
