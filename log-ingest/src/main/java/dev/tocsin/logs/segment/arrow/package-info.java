/**
 * Columns handed to DuckDB without a call per value: the Arrow C data and stream interfaces, as far
 * as log rows need them.
 */
@NullMarked
package dev.tocsin.logs.segment.arrow;

import org.jspecify.annotations.NullMarked;
