/**
 * What every feature of the console stands on: clock, database access, error answers, security
 * filters, health.
 */
@NullMarked
package dev.tocsin.console.runtime;

import org.jspecify.annotations.NullMarked;
