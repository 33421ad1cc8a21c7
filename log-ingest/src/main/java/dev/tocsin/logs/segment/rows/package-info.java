/**
 * Rows on their way from the stream to a segment, held in flat arrays: no object per row, value or
 * attribute.
 */
@NullMarked
package dev.tocsin.logs.segment.rows;

import org.jspecify.annotations.NullMarked;
