package dev.tocsin.exceptions.issue;

import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.grouping.Grouped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An event ready to be written.
 *
 * @param body scrubbed JSON text
 * @param explanation JSON text of the grouping's explanation
 */
record IncomingEvent(
    long project,
    String eventId,
    Instant receivedAt,
    Instant occurredAt,
    ExceptionEvent event,
    Grouped grouped,
    String explanation,
    String body) {

  /** The day (UTC) whose partition holds it. */
  LocalDate receivedOn() {
    return LocalDate.ofInstant(receivedAt, ZoneOffset.UTC);
  }
}
