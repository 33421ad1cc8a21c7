/** What was promised: exact objectives, versioned definitions and where they are kept. */
@NullMarked
package dev.tocsin.slo.objective;

import org.jspecify.annotations.NullMarked;
