/** From Kafka to segments, exactly once. */
@NullMarked
package dev.tocsin.logs.writer;

import org.jspecify.annotations.NullMarked;
