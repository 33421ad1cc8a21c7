/** Pages by mail over SMTP. */
@NullMarked
package dev.tocsin.incident.notify.email;

import org.jspecify.annotations.NullMarked;
