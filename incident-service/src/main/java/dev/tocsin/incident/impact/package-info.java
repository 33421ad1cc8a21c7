/** Figures about an incident's extent, asked of the sibling services and kept with their source. */
@NullMarked
package dev.tocsin.incident.impact;

import org.jspecify.annotations.NullMarked;
