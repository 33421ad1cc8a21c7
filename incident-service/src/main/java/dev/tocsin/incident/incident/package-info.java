/** The incident, its alerts, its timeline and the events that tell others about it. */
@NullMarked
package dev.tocsin.incident.incident;

import org.jspecify.annotations.NullMarked;
