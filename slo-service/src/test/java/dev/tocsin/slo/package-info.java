/** Tests of the service as a whole. */
@NullMarked
package dev.tocsin.slo;

import org.jspecify.annotations.NullMarked;
