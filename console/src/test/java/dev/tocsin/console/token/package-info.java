/** How token behaves. */
@NullMarked
package dev.tocsin.console.token;

import org.jspecify.annotations.NullMarked;
