/** PostgreSQL 18 and Kafka 4.1 run from Java, with data that survives restarts and kill -9. */
@NullMarked
package dev.tocsin.engines;

import org.jspecify.annotations.NullMarked;
