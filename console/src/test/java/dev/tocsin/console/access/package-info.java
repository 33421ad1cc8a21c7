/** How access behaves. */
@NullMarked
package dev.tocsin.console.access;

import org.jspecify.annotations.NullMarked;
