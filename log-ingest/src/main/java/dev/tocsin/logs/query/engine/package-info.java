/**
 * Answers questions: the catalogue and the filters choose segments and blocks, DuckDB reads just
 * those, on threads and in memory of its own.
 */
@NullMarked
package dev.tocsin.logs.query.engine;

import org.jspecify.annotations.NullMarked;
