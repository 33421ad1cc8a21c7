/** When a region probes a monitor: a fixed grid, spread so that regions take turns. */
@NullMarked
package dev.tocsin.prober.schedule;

import org.jspecify.annotations.NullMarked;
