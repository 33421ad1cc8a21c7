package dev.tocsin.logs.intake.jsonlines;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.intake.KeyTable.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a JSON line keeps what; of several names that occur the first in the list counts. Nested
 * objects are looked at by their dotted names, and the case of letters does not matter.
 */
final class FieldNames {

  static final int TIME = 0;
  static final int MESSAGE = 1;
  static final int LEVEL = 2;
  static final int SERVICE = 3;
  static final int TRACE = 4;
  static final int SPAN = 5;

  /** Fields that say which logger wrote the line. */
  static final int HINT = 6;

  static final int KINDS = 7;

  /** The bit of the hint {@code name}. */
  static final long NODE_NAME = 1L << 1;

  /** The hints that pino and bunyan write together: name, pid and hostname. */
  static final long NODE_LOGGER = NODE_NAME | 1L << 2 | 1L << 3;

  /** The bit of the time {@code @t}. */
  static final long SERILOG_TIME = 1L << 6;

  /**
   * What a field may be.
   *
   * @param kind one of the constants; negative for a plain attribute
   * @param rank its place in the list of names, from 0
   * @param otel whether a level's number is on OpenTelemetry's scale
   */
  record Role(int kind, int rank, boolean otel) {}

  private static final Role NONE = new Role(-1, 0, false);

  private static final List<List<String>> GUESSES =
      List.of(
          List.of(
              "time",
              "ts",
              "@timestamp",
              "timestamp",
              "date",
              "@t",
              "datetime",
              "asctime",
              "timestampms",
              "timeunixnano",
              "__realtime_timestamp"),
          List.of("msg", "message", "log", "_msg", "@m", "@mt", "event", "body", "text"),
          List.of(
              "level",
              "log.level",
              "severity",
              "severitytext",
              "severity_text",
              "lvl",
              "@l",
              "levelname",
              "level_name",
              "loglevel",
              "severitynumber",
              "severity_number",
              "priority"),
          List.of("service.name", "service", "service_name", "servicename", "app", "application"),
          List.of("trace_id", "traceid", "trace.id", "oteltraceid", "@tr"),
          List.of("span_id", "spanid", "span.id", "otelspanid", "@sp"),
          List.of("name", "pid", "hostname"));

  /** The names that common loggers use. */
  static final FieldNames USUAL = new FieldNames(null, null, null, null);

  private final Map<String, Role> roles = new HashMap<>();

  private FieldNames(
      @Nullable String time,
      @Nullable String message,
      @Nullable String level,
      @Nullable String service) {
    for (int kind = KINDS - 1; kind >= 0; kind--) {
      List<String> names = GUESSES.get(kind);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        roles.put(
            name, new Role(kind, i + 1, name.startsWith("severity") && name.endsWith("number")));
      }
    }
    own(TIME, time);
    own(MESSAGE, message);
    own(LEVEL, level);
    own(SERVICE, service);
  }

  private void own(int kind, @Nullable String name) {
    if (name != null && !name.isBlank()) {
      roles.put(name.strip().toLowerCase(Locale.ROOT), new Role(kind, 0, false));
    }
  }

  /** The usual names, with the sender's own first. */
  static FieldNames with(
      @Nullable String time,
      @Nullable String message,
      @Nullable String level,
      @Nullable String service) {
    return time == null && message == null && level == null && service == null
        ? USUAL
        : new FieldNames(time, message, level, service);
  }

  /** What this key may be. */
  Role role(Key key) {
    if (key.note() instanceof Role known) {
      return known;
    }
    var name = new String(key.name(), UTF_8).toLowerCase(Locale.ROOT);
    Role role = roles.getOrDefault(name, NONE);
    key.note(role);
    return role;
  }
}
