/** LogQL over stored lines: what of a query the store answers, and Grafana's endpoints. */
@NullMarked
package dev.tocsin.logs.loki.read;

import org.jspecify.annotations.NullMarked;
