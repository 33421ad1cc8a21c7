/** Exceptions found in logs: parsers of stack traces and the way to the exception tracker. */
@NullMarked
package dev.tocsin.logs.action.exception;

import org.jspecify.annotations.NullMarked;
