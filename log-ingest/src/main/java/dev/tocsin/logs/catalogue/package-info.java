/**
 * What PostgreSQL knows about segments: where they are, what they hold, how far each partition is
 * stored.
 */
@NullMarked
package dev.tocsin.logs.catalogue;

import org.jspecify.annotations.NullMarked;
