/** Keeping child processes alive, finding those left over, and naming who holds a port. */
@NullMarked
package dev.tocsin.local.supervise;

import org.jspecify.annotations.NullMarked;
