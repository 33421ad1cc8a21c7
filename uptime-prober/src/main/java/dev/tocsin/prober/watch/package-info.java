/**
 * Applies verdicts in one transaction and publishes what follows: alerts, confirmations,
 * transitions.
 */
@NullMarked
package dev.tocsin.prober.watch;

import org.jspecify.annotations.NullMarked;
