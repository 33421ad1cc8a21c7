/** OpenSLO v1 in and out: reading with line numbers, lint, writing. */
@NullMarked
package dev.tocsin.slo.openslo;

import org.jspecify.annotations.NullMarked;
