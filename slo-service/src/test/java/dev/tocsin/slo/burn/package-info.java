/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.burn;

import org.jspecify.annotations.NullMarked;
