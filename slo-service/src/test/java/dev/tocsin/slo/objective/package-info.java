/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.objective;

import org.jspecify.annotations.NullMarked;
