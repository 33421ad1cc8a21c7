/** Takes secrets and excess out of an event before it reaches Kafka or disk. */
@NullMarked
package dev.tocsin.exceptions.scrub;

import org.jspecify.annotations.NullMarked;
