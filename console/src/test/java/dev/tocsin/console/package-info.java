/** Tests of the whole service. */
@NullMarked
package dev.tocsin.console;

import org.jspecify.annotations.NullMarked;
