/** Which regions have agents that can be heard. */
@NullMarked
package dev.tocsin.prober.region;

import org.jspecify.annotations.NullMarked;
