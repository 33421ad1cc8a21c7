/** Tests of the launcher. */
@NullMarked
package dev.tocsin.local.supervise;

import org.jspecify.annotations.NullMarked;
