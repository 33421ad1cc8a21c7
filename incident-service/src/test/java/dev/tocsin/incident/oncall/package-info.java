/** Tests of schedules. */
@NullMarked
package dev.tocsin.incident.oncall;

import org.jspecify.annotations.NullMarked;
