/** What people want watched, and its table. */
@NullMarked
package dev.tocsin.prober.monitor;

import org.jspecify.annotations.NullMarked;
