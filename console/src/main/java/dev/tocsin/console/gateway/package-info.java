/** The way from the browser to the public APIs of the services. */
@NullMarked
package dev.tocsin.console.gateway;

import org.jspecify.annotations.NullMarked;
