/** What was measured: probe results counted as integers per ten seconds, summed over any window. */
@NullMarked
package dev.tocsin.slo.indicator;

import org.jspecify.annotations.NullMarked;
