package dev.tocsin.exceptions.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.ExceptionRecord;
import dev.tocsin.exceptions.event.EventParser;
import dev.tocsin.exceptions.grouping.GroupingMechanism;
import dev.tocsin.exceptions.scrub.EventSize;
import dev.tocsin.exceptions.scrub.Scrubber;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns the value of a Kafka record into an event that is ready to be written. */
final class RecordReader {

  private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);
  private static final Duration OLDEST = Duration.ofDays(7);

  private final ObjectMapper json;
  private final GroupingMechanism grouping;

  RecordReader(ObjectMapper json, GroupingMechanism grouping) {
    this.json = json;
    this.grouping = grouping;
  }

  /**
   * @throws IllegalArgumentException when it is no event of a project
   */
  IncomingEvent read(@Nullable String value, Instant now) throws JsonProcessingException {
    if (value == null) {
      throw new IllegalArgumentException("record without a value");
    }
    var record = json.readValue(value, ExceptionRecord.class);
    var eventId = EventParser.eventId(record.eventId());
    if (eventId == null || record.projectId() <= 0 || record.payload() == null) {
      throw new IllegalArgumentException("record without event id, project or payload");
    }
    var sent = json.readTree(record.payload());
    if (!sent.isObject()) {
      throw new IllegalArgumentException("payload is not an object");
    }
    // Events of other senders may not have been scrubbed; for ours it changes nothing.
    var clean = Scrubber.scrub(sent);
    var event = EventParser.parse(clean);
    var grouped = grouping.group(event);
    var receivedAt = plausible(record.receivedAt(), now);
    return new IncomingEvent(
        record.projectId(),
        eventId,
        receivedAt,
        record.occurredAt() == null ? receivedAt : record.occurredAt(),
        event,
        grouped,
        json.writeValueAsString(grouped.explanation()),
        EventSize.fit(clean));
  }

  /** The day of arrival chooses the partition, so it must be one that can exist. */
  private static Instant plausible(@Nullable Instant said, Instant now) {
    var fits =
        said != null && said.isBefore(now.plus(CLOCK_TOLERANCE)) && said.isAfter(now.minus(OLDEST));
    return said != null && fits ? said : now;
  }
}
