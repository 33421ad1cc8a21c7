/** Pages and the attempts to deliver them: planned, claimed under a lease, never at a dead end. */
@NullMarked
package dev.tocsin.incident.paging;

import org.jspecify.annotations.NullMarked;
