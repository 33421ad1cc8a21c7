/** Alerts in: checked, deduplicated, grouped into incidents, routed to people or only listed. */
@NullMarked
package dev.tocsin.incident.signal;

import org.jspecify.annotations.NullMarked;
