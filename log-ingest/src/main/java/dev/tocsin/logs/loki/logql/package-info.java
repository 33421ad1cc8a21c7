/** LogQL as text and as a tree: nothing here knows where the lines come from. */
@NullMarked
package dev.tocsin.logs.loki.logql;

import org.jspecify.annotations.NullMarked;
