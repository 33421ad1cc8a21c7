/**
 * What could not be stored: kept with its reason, looked at, sent again after a fix, or dropped.
 */
@NullMarked
package dev.tocsin.logs.deadletter;

import org.jspecify.annotations.NullMarked;
