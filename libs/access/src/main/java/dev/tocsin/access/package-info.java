/** Who is calling: hashed keys in memory, distributed by Kafka, closed by default. */
@NullMarked
package dev.tocsin.access;

import org.jspecify.annotations.NullMarked;
