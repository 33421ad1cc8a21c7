/** People, schedules and the pure answer to "who is on call at this instant". */
@NullMarked
package dev.tocsin.incident.oncall;

import org.jspecify.annotations.NullMarked;
