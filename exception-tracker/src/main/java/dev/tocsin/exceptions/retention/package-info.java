/** Day partitions of events: made ahead, dropped when they are too old. */
@NullMarked
package dev.tocsin.exceptions.retention;

import org.jspecify.annotations.NullMarked;
