/** Tests of postmortems. */
@NullMarked
package dev.tocsin.incident.postmortem;

import org.jspecify.annotations.NullMarked;
