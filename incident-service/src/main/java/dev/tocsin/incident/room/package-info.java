/** What people do with an incident: look, acknowledge, resolve, write notes. */
@NullMarked
package dev.tocsin.incident.room;

import org.jspecify.annotations.NullMarked;
