/** Load, cost and questions of the log store: seeded lines, known answers, measured processes. */
@NullMarked
package dev.tocsin.benchmarks.logs;

import org.jspecify.annotations.NullMarked;
