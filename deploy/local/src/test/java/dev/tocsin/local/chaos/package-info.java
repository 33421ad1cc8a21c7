/**
 * Processes of the log store are killed under load; the lines that were acknowledged are counted.
 */
@NullMarked
package dev.tocsin.local.chaos;

import org.jspecify.annotations.NullMarked;
