/** What holds the service together: clock, access, errors, outbox relay, health. */
@NullMarked
package dev.tocsin.slo.runtime;

import org.jspecify.annotations.NullMarked;
