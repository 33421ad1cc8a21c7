/** Wiring: beans, access, health, errors and the first start. */
@NullMarked
package dev.tocsin.incident.runtime;

import org.jspecify.annotations.NullMarked;
