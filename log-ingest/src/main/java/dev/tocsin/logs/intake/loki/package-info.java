/**
 * The Loki push door: JSON and snappy protobuf, labels, structured metadata and detected levels.
 */
@NullMarked
package dev.tocsin.logs.intake.loki;

import org.jspecify.annotations.NullMarked;
