/** How live behaves. */
@NullMarked
package dev.tocsin.console.live;

import org.jspecify.annotations.NullMarked;
