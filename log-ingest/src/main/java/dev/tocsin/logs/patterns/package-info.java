/** Many messages as few shapes, with numbers. */
@NullMarked
package dev.tocsin.logs.patterns;

import org.jspecify.annotations.NullMarked;
