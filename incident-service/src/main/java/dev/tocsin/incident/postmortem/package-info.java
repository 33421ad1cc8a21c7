/** Drafts made from the record, edited by people, published through a gate. */
@NullMarked
package dev.tocsin.incident.postmortem;

import org.jspecify.annotations.NullMarked;
