/**
 * Background care for segments: merging small ones, removing old ones, sweeping files nobody owns.
 */
@NullMarked
package dev.tocsin.logs.retention;

import org.jspecify.annotations.NullMarked;
