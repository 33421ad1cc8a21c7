package dev.tocsin.logs.action.exception;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception in one line, or in lines that follow each other.
 *
 * @param project the project
 * @param partition Kafka partition of the line that begins it
 * @param offset offset in it
 * @param index index in that batch
 * @param timeNs when it was logged
 * @param severity OpenTelemetry's severity number
 * @param service the service
 * @param message the line's own text where it is not the trace
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param resource who sent it: the resource attributes as text
 * @param attributes true when it came as {@code exception.*} attributes, false from text
 * @param trace what was thrown
 */
record FoundException(
    long project,
    int partition,
    long offset,
    int index,
    long timeNs,
    int severity,
    String service,
    @Nullable String message,
    @Nullable String traceId,
    @Nullable String spanId,
    Map<String, String> resource,
    boolean attributes,
    Trace trace) {

  FoundException {
    resource = Map.copyOf(resource);
  }
}
