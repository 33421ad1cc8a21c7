package dev.tocsin.logs.action.pattern;

import java.time.Instant;

/**
 * Lines of one shape in one hour.
 *
 * @param project the project
 * @param service the service
 * @param pattern the shape
 * @param sample one of the messages
 * @param severity the worst of them
 * @param hour hours since the epoch
 * @param count how many
 * @param first the earliest
 * @param last the latest
 */
record Seen(
    long project,
    String service,
    MessagePattern pattern,
    String sample,
    int severity,
    long hour,
    long count,
    Instant first,
    Instant last) {

  Seen plus(Seen other) {
    return new Seen(
        project,
        service,
        pattern,
        sample,
        Math.max(severity, other.severity),
        hour,
        count + other.count,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last);
  }
}
