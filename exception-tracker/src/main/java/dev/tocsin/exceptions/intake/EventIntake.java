package dev.tocsin.exceptions.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.ExceptionRecord;
import dev.tocsin.exceptions.event.EventParser;
import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.grouping.GroupingMechanism;
import dev.tocsin.exceptions.scrub.EventSize;
import dev.tocsin.exceptions.scrub.Scrubber;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes of an event as sent the record that goes to Kafka: scrubbed, sized, timed, keyed. */
final class EventIntake {

  private static final Duration SMALL_DRIFT = Duration.ofMinutes(1);

  private final GroupingMechanism grouping;

  EventIntake(GroupingMechanism grouping) {
    this.grouping = grouping;
  }

  record Prepared(ExceptionRecord event, String key) {}

  /**
   * @param envelopeId id in the envelope header; it wins over the event's
   * @param sentAt when the client sent it by its own clock
   */
  Prepared prepare(
      long project,
      JsonNode sent,
      @Nullable String envelopeId,
      @Nullable Instant sentAt,
      Instant now) {
    var clean = Scrubber.scrub(sent);
    var event = EventParser.parse(clean);
    var id = EventParser.eventId(envelopeId);
    id = id != null ? id : event.eventId();
    id = id != null ? id : EventParser.newEventId();
    clean.put("event_id", id);
    var record =
        new ExceptionRecord(
            id,
            project,
            now,
            occurredAt(event.occurredAt(), sentAt, now),
            "sentry",
            EventSize.fit(clean),
            event.release(),
            event.environment(),
            event.platform());
    return new Prepared(record, project + ":" + hint(event, id));
  }

  /** Corrects a client's wrong clock by what it says the time of sending was. */
  static Instant occurredAt(@Nullable Instant said, @Nullable Instant sentAt, Instant now) {
    if (said == null) {
      return now;
    }
    var drift = sentAt == null ? Duration.ZERO : Duration.between(sentAt, now);
    var corrected = drift.abs().compareTo(SMALL_DRIFT) > 0 ? said.plus(drift) : said;
    return corrected.isAfter(now) ? now : corrected;
  }

  /** Events of one issue share a partition, so that they are counted one after the other. */
  private String hint(ExceptionEvent event, String id) {
    try {
      return grouping.group(event).hash();
    } catch (RuntimeException groupingFailed) {
      // The consumer will say so; the event must not be lost for it.
      return id;
    }
  }
}
