/** The service around the features: clock, access, outbox, health, error answers. */
@NullMarked
package dev.tocsin.exceptions.runtime;

import org.jspecify.annotations.NullMarked;
