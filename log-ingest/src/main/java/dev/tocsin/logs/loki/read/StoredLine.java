package dev.tocsin.logs.loki.read;

import java.util.Map;

/**
 * A stored line.
 *
 * @param timeNs event time
 * @param severity 0 to 24
 * @param severityText the sender's word, or empty
 * @param service the service
 * @param body the line
 * @param resource JSON object
 * @param attributes text of each attribute that was asked for
 * @param traceId hex digits, or empty
 * @param spanId hex digits, or empty
 * @param scope name of the scope, or empty
 * @param position where it came from, unique
 */
record StoredLine(
    long timeNs,
    int severity,
    String severityText,
    String service,
    String body,
    String resource,
    Map<String, String> attributes,
    String traceId,
    String spanId,
    String scope,
    dev.tocsin.logs.record.RecordId position) {}
