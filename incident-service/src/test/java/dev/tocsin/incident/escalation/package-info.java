/** Tests of escalation. */
@NullMarked
package dev.tocsin.incident.escalation;

import org.jspecify.annotations.NullMarked;
