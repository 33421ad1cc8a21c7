/** The append-only account of every alert, page and attempt, and its verification. */
@NullMarked
package dev.tocsin.incident.ledger;

import org.jspecify.annotations.NullMarked;
