/**
 * Transactional outbox: what a service wants to say is written in the transaction that caused it,
 * and a relay says it afterwards, at least once and in order per key.
 */
@NullMarked
package dev.tocsin.outbox;

import org.jspecify.annotations.NullMarked;
