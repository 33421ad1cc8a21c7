/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.indicator;

import org.jspecify.annotations.NullMarked;
