/** Wiring: clock, access, outbox relay, error answers, health. */
@NullMarked
package dev.tocsin.prober.runtime;

import org.jspecify.annotations.NullMarked;
