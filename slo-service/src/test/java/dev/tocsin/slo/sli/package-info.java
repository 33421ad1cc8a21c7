/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.sli;

import org.jspecify.annotations.NullMarked;
