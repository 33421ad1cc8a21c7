package dev.tocsin.exceptions.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event, read leniently.
 *
 * @param occurredAt when it happened by the sender's clock, null when not sent or unreadable
 * @param messageTemplate the message before parameters were put in, else the message itself
 * @param message the message for people
 * @param exceptions oldest cause first: the last one reached the top
 * @param fingerprint the client's own grouping; empty means "default", never "an empty key"
 * @param userKey what tells one user from another (id, e-mail, name or address), null if unknown
 */
public record ExceptionEvent(
    @Nullable String eventId,
    @Nullable Instant occurredAt,
    String platform,
    String level,
    @Nullable String logger,
    @Nullable String transaction,
    @Nullable String serverName,
    @Nullable String release,
    String environment,
    @Nullable String messageTemplate,
    @Nullable String message,
    List<Thrown> exceptions,
    List<ThreadTrace> threads,
    List<String> fingerprint,
    @Nullable String checksum,
    Map<String, String> tags,
    @Nullable String userKey,
    @Nullable String traceId,
    List<Breadcrumb> breadcrumbs) {

  public ExceptionEvent {
    exceptions = List.copyOf(exceptions);
    threads = List.copyOf(threads);
    fingerprint = List.copyOf(fingerprint);
    breadcrumbs = List.copyOf(breadcrumbs);
  }

  /** The service that the sender named in a tag, if any. */
  public @Nullable String serviceTag() {
    var service = tags.get("service");
    return service != null ? service : tags.get("service.name");
  }
}
