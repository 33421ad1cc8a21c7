/** Load generators and measurements; results are recorded under {@code benchmarks/results}. */
@NullMarked
package dev.tocsin.benchmarks;

import org.jspecify.annotations.NullMarked;
