package dev.tocsin.logs.intake.jsonlines;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a JSON line keeps what; the first name that occurs counts. Nested objects are looked at by
 * their dotted names.
 */
record FieldNames(
    List<String> time,
    List<String> message,
    List<String> level,
    List<String> service,
    List<String> trace,
    List<String> span) {

  /** The names that common loggers use. */
  static final FieldNames GUESSES =
      new FieldNames(
          List.of("time", "ts", "@timestamp", "timestamp", "date", "timestampMs"),
          List.of("msg", "message", "log", "_msg", "event", "body", "text"),
          List.of(
              "level",
              "log.level",
              "severity",
              "severityText",
              "severity_text",
              "lvl",
              "levelname",
              "loglevel",
              "LEVEL",
              "Level",
              "SEVERITY",
              "Severity",
              "severityNumber",
              "severity_number",
              "PRIORITY"),
          List.of("service.name", "service", "service_name", "serviceName", "app", "application"),
          List.of("trace_id", "traceId", "trace.id", "traceID", "traceid"),
          List.of("span_id", "spanId", "span.id", "spanID", "spanid"));

  /** The guesses, with the sender's own names first. */
  static FieldNames with(
      @Nullable String time,
      @Nullable String message,
      @Nullable String level,
      @Nullable String service) {
    return new FieldNames(
        first(time, GUESSES.time),
        first(message, GUESSES.message),
        first(level, GUESSES.level),
        first(service, GUESSES.service),
        GUESSES.trace,
        GUESSES.span);
  }

  private static List<String> first(@Nullable String own, List<String> guesses) {
    if (own == null || own.isBlank()) {
      return guesses;
    }
    var names = new ArrayList<String>(guesses.size() + 1);
    names.add(own.strip());
    names.addAll(guesses);
    return names;
  }
}
