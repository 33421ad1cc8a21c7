package dev.tocsin.logs.query.language;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names people type for the fields that every line has. */
public final class FieldNames {

  /** What a fixed name stands for. */
  enum Special {
    /** The severity number, compared by the names of levels. */
    LEVEL,
    /** The severity number itself. */
    SEVERITY
  }

  private static final Map<String, Field> FIELDS =
      Map.ofEntries(
          Map.entry("body", Field.BODY),
          Map.entry("message", Field.BODY),
          Map.entry("msg", Field.BODY),
          Map.entry("any", Field.ANY),
          Map.entry("service", Field.SERVICE),
          Map.entry("service.name", Field.SERVICE),
          Map.entry("service_name", Field.SERVICE),
          Map.entry("severity_text", Field.SEVERITY_TEXT),
          Map.entry("trace_id", Field.TRACE_ID),
          Map.entry("traceid", Field.TRACE_ID),
          Map.entry("trace.id", Field.TRACE_ID),
          Map.entry("span_id", Field.SPAN_ID),
          Map.entry("spanid", Field.SPAN_ID),
          Map.entry("span.id", Field.SPAN_ID),
          Map.entry("scope", Field.SCOPE),
          Map.entry("scope_name", Field.SCOPE));

  private static final Map<String, Special> SPECIAL =
      Map.of(
          "level", Special.LEVEL,
          "severity", Special.LEVEL,
          "severity_number", Special.SEVERITY);

  private FieldNames() {}

  /** The field of a name typed without quotes; any name that is not fixed is an attribute's. */
  public static Field field(String name) {
    Field fixed = FIELDS.get(name.toLowerCase(Locale.ROOT));
    return fixed == null ? new Field.Attribute(name) : fixed;
  }

  /** The special meaning of a name typed without quotes, if it has one. */
  static @Nullable Special special(String name) {
    return SPECIAL.get(name.toLowerCase(Locale.ROOT));
  }
}
