/** What exceptions did to users within a range of time, for postmortems. */
@NullMarked
package dev.tocsin.exceptions.impact;

import org.jspecify.annotations.NullMarked;
