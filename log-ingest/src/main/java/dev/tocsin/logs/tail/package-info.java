/** Lines as they come in, straight from the stream, for whoever listens. */
@NullMarked
package dev.tocsin.logs.tail;

import org.jspecify.annotations.NullMarked;
