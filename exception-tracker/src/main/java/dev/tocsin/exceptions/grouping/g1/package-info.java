/** The algorithm G1: deterministic, explained, versioned. A change of meaning is a new package. */
@NullMarked
package dev.tocsin.exceptions.grouping.g1;

import org.jspecify.annotations.NullMarked;
