/** The service as its users meet it. */
@NullMarked
package dev.tocsin.exceptions;

import org.jspecify.annotations.NullMarked;
