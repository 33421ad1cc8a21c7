/** Tests of the package of the same name. */
@NullMarked
package dev.tocsin.slo.report;

import org.jspecify.annotations.NullMarked;
