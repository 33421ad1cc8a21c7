/** How much of the error budget is left, and what missing data could change about it. */
@NullMarked
package dev.tocsin.slo.budget;

import org.jspecify.annotations.NullMarked;
