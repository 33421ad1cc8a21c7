/** Pages as a signed HTTP POST. */
@NullMarked
package dev.tocsin.incident.notify.webhook;

import org.jspecify.annotations.NullMarked;
