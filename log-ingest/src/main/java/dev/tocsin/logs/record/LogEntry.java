package dev.tocsin.logs.record;

/**
 * One stored log record, flat.
 *
 * @param position where the record came from; also its id
 * @param timeNs event time in nanoseconds since the epoch
 * @param observedNs when a collector or this platform first saw it, same unit
 * @param severity level on the common scale and the sender's own word
 * @param service the service it belongs to, never empty
 * @param body readable message
 * @param attributes JSON object with dotted keys
 * @param resource JSON object with dotted keys
 * @param traceId 32 lower-case hex digits, or empty
 * @param spanId 16 lower-case hex digits, or empty
 * @param scope name of the instrumentation scope, or empty
 */
public record LogEntry(
    RecordId position,
    long timeNs,
    long observedNs,
    Severity severity,
    String service,
    String body,
    String attributes,
    String resource,
    String traceId,
    String spanId,
    String scope) {}
