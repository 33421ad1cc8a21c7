/** Loki's live tail: the core of {@code tail} behind a WebSocket. */
@NullMarked
package dev.tocsin.logs.loki.tail;

import org.jspecify.annotations.NullMarked;
