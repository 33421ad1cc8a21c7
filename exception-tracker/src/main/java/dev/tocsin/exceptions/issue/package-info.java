/** Issues and their events: the consumer, the life cycle, the tables and the public API. */
@NullMarked
package dev.tocsin.exceptions.issue;

import org.jspecify.annotations.NullMarked;
