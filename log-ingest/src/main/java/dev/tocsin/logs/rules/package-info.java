/** Redaction rules of projects: kept, shared by all replicas, tried before they hold. */
@NullMarked
package dev.tocsin.logs.rules;

import org.jspecify.annotations.NullMarked;
