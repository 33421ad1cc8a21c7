/** How account behaves. */
@NullMarked
package dev.tocsin.console.account;

import org.jspecify.annotations.NullMarked;
