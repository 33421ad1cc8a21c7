/** Questions in SQL: one SELECT over a view of the caller's rows, in a closed DuckDB of its own. */
@NullMarked
package dev.tocsin.logs.query.sql;

import org.jspecify.annotations.NullMarked;
