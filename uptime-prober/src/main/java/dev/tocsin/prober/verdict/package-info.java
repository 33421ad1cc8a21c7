/** The state machine that turns the regions' results into UP or DOWN, and its table. */
@NullMarked
package dev.tocsin.prober.verdict;

import org.jspecify.annotations.NullMarked;
