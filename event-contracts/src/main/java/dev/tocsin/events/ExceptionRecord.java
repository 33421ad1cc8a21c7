package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One exception event on its way to grouping.
 *
 * @param eventId 32 lower-case hex digits, unique within the project
 * @param projectId the project it belongs to
 * @param receivedAt when the intake took it
 * @param occurredAt when it happened, clock drift of the client already corrected
 * @param source {@code sentry}, {@code otlp} or {@code log}
 * @param payload the scrubbed event as JSON text, in the shape of a Sentry event
 * @param release the release it came from
 * @param environment the environment it came from
 * @param platform the language or runtime
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExceptionRecord(
    String eventId,
    long projectId,
    Instant receivedAt,
    Instant occurredAt,
    String source,
    String payload,
    @Nullable String release,
    @Nullable String environment,
    @Nullable String platform) {}
