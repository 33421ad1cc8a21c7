/** Hints to the browser that something has changed. */
@NullMarked
package dev.tocsin.console.live;

import org.jspecify.annotations.NullMarked;
