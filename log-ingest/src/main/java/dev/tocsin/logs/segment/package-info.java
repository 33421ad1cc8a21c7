/**
 * Parquet segment files, written and read through DuckDB; the only package that touches native
 * code.
 */
@NullMarked
package dev.tocsin.logs.segment;

import org.jspecify.annotations.NullMarked;
