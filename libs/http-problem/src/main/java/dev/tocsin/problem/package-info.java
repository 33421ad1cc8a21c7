/** Errors as {@code application/problem+json} (RFC 9457), with every field error at once. */
@NullMarked
package dev.tocsin.problem;

import org.jspecify.annotations.NullMarked;
