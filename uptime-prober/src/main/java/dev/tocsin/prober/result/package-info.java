/** Probe results in day partitions and on Kafka. */
@NullMarked
package dev.tocsin.prober.result;

import org.jspecify.annotations.NullMarked;
