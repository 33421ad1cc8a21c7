/** SLIs that others count: good and valid events per ten seconds, each event once. */
@NullMarked
package dev.tocsin.slo.sli;

import org.jspecify.annotations.NullMarked;
