/** The records that cross Kafka between Tocsin's services, their topics and their headers. */
@NullMarked
package dev.tocsin.events;

import org.jspecify.annotations.NullMarked;
