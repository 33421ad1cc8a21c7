/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.openslo;

import org.jspecify.annotations.NullMarked;
