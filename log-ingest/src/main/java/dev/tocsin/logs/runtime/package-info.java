/** Wiring: clock, error answers, request ids, access and health. */
@NullMarked
package dev.tocsin.logs.runtime;

import org.jspecify.annotations.NullMarked;
