/** How session behaves. */
@NullMarked
package dev.tocsin.console.session;

import org.jspecify.annotations.NullMarked;
