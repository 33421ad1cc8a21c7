/** Tests of alert intake. */
@NullMarked
package dev.tocsin.incident.signal;

import org.jspecify.annotations.NullMarked;
