/** From conditions to SQL: one compiler for stored files and for rows still in memory. */
@NullMarked
package dev.tocsin.logs.query.compile;

import org.jspecify.annotations.NullMarked;
