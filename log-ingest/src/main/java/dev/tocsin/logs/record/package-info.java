/**
 * What a log record is inside Tocsin: severity on one scale, one flat row, and how both are read
 * from OTLP.
 */
@NullMarked
package dev.tocsin.logs.record;

import org.jspecify.annotations.NullMarked;
