/** The HTTP probe on the event loop. */
@NullMarked
package dev.tocsin.prober.check.http;

import org.jspecify.annotations.NullMarked;
