/** The pages in a real browser. */
@NullMarked
package dev.tocsin.console.browser;

import org.jspecify.annotations.NullMarked;
