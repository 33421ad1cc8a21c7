/** How gateway behaves. */
@NullMarked
package dev.tocsin.console.gateway;

import org.jspecify.annotations.NullMarked;
