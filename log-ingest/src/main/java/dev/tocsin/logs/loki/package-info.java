/** The read API that Grafana's Loki data source speaks. */
@NullMarked
package dev.tocsin.logs.loki;

import org.jspecify.annotations.NullMarked;
