/** Tests of the embedded engines. */
@NullMarked
package dev.tocsin.engines;

import org.jspecify.annotations.NullMarked;
