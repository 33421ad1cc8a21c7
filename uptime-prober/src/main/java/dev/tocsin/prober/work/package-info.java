/** The door of the agents: work out, results in, confirmations at once. */
@NullMarked
package dev.tocsin.prober.work;

import org.jspecify.annotations.NullMarked;
