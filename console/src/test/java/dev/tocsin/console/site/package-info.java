/** How site behaves. */
@NullMarked
package dev.tocsin.console.site;

import org.jspecify.annotations.NullMarked;
