/** LogQL's arithmetic: from samples in time buckets to series. */
@NullMarked
package dev.tocsin.logs.loki.metric;

import org.jspecify.annotations.NullMarked;
