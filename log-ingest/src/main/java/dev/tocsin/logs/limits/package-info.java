/** How much a key may send, and when a disk is too full to take anything. */
@NullMarked
package dev.tocsin.logs.limits;

import org.jspecify.annotations.NullMarked;
