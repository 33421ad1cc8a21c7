/** Policies, levels and the run that wakes the next person when nobody answers. */
@NullMarked
package dev.tocsin.incident.escalation;

import org.jspecify.annotations.NullMarked;
