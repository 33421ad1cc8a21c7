/** Shapes of error messages: what is new and what is not. */
@NullMarked
package dev.tocsin.logs.action.pattern;

import org.jspecify.annotations.NullMarked;
