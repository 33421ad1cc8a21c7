/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.budget;

import org.jspecify.annotations.NullMarked;
