/** Log metrics: filters over logs that become SLIs. */
@NullMarked
package dev.tocsin.logs.action.metric;

import org.jspecify.annotations.NullMarked;
