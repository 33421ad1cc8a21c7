/**
 * The way into Kafka: one producer, one record per batch, answers only after every in-sync replica
 * has it.
 */
@NullMarked
package dev.tocsin.logs.stream;

import org.jspecify.annotations.NullMarked;
