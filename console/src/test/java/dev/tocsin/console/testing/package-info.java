/** What the tests stand on. */
@NullMarked
package dev.tocsin.console.testing;

import org.jspecify.annotations.NullMarked;
