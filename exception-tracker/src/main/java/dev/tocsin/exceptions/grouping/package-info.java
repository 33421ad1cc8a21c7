/** Which issue an event belongs to, and why: a mechanism, its hash and its explanation. */
@NullMarked
package dev.tocsin.exceptions.grouping;

import org.jspecify.annotations.NullMarked;
