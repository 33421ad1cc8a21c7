/** Hands due attempts to a channel and records what became of them. */
@NullMarked
package dev.tocsin.incident.notify;

import org.jspecify.annotations.NullMarked;
