/** Deleting rows by query: hidden at once, then removed from their files, with a record of it. */
@NullMarked
package dev.tocsin.logs.deletion;

import org.jspecify.annotations.NullMarked;
