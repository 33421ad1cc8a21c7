package dev.tocsin.logs.intake.loki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.logs.record.Severity;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a line says about itself: its level, trace and span, as fields of a JSON object (two levels
 * deep) or of logfmt; for a plain line the first word that is a level.
 */
final class LineFacts {

  /** A level further inside a line than this is not looked for. */
  private static final int LOOK_AT = 8 << 10;

  /** A level word further inside a plain line than this is part of the story. */
  private static final int WORDS_WITHIN = 256;

  private static final JsonFactory JSON = new JsonFactory();

  private static final Set<String> LEVEL =
      Set.of("level", "log.level", "severity", "severitytext", "severity_text", "lvl", "loglevel");
  private static final Set<String> TRACE =
      Set.of("trace_id", "traceid", "trace.id", "trace-id", "otel.trace_id");
  private static final Set<String> SPAN =
      Set.of("span_id", "spanid", "span.id", "span-id", "otel.span_id");

  private @Nullable Severity severity;
  private @Nullable String trace;
  private @Nullable String span;

  /** The level; null when the line names none. */
  @Nullable Severity severity() {
    return severity;
  }

  /** 32 hex digits; null when the line names no trace. */
  @Nullable String trace() {
    return trace;
  }

  /** 16 hex digits; null when the line names no span. */
  @Nullable String span() {
    return span;
  }

  /** Reads a line; {@code wantsLevel} false when its level is known from elsewhere. */
  void read(byte[] b, int from, int to, boolean wantsLevel) {
    severity = null;
    trace = null;
    span = null;
    int start = from;
    while (start < to && (b[start] == ' ' || b[start] == '\t')) {
      start++;
    }
    if (start < to && b[start] == '{') {
      json(b, start, to);
    } else {
      logfmt(b, start, Math.min(to, start + LOOK_AT));
    }
    if (wantsLevel && severity == null) {
      severity = word(b, start, Math.min(to, start + WORDS_WITHIN));
    }
  }

  /** Takes a field as the level, trace or span if its name says so; false when it is none. */
  boolean take(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (LEVEL.contains(key)) {
      if (severity == null) {
        var said = Severity.ofText(value);
        severity = said.number() > 0 ? said : null;
      }
      return severity != null;
    }
    if (TRACE.contains(key)) {
      String id = id(value, 32);
      trace = trace == null ? id : trace;
      return id != null;
    }
    if (SPAN.contains(key)) {
      String id = id(value, 16);
      span = span == null ? id : span;
      return id != null;
    }
    return false;
  }

  /** The id in lower case if it is one; null otherwise. */
  static @Nullable String id(String text, int digits) {
    String hex = text.length() == digits ? text : text.replace("-", "");
    if (hex.length() != digits) {
      return null;
    }
    boolean zero = true;
    for (int i = 0; i < digits; i++) {
      if (Character.digit(hex.charAt(i), 16) < 0) {
        return null;
      }
      zero &= hex.charAt(i) == '0';
    }
    return zero ? null : hex.toLowerCase(Locale.ROOT);
  }

  static boolean namesLevel(String name) {
    return LEVEL.contains(name.toLowerCase(Locale.ROOT));
  }

  private void json(byte[] b, int from, int to) {
    try (JsonParser json = JSON.createParser(b, from, to - from)) {
      json.nextToken();
      int depth = 1;
      String outer = "";
      while (depth > 0 && !complete()) {
        JsonToken token = json.nextToken();
        if (token == null) {
          return;
        }
        if (token == JsonToken.END_OBJECT) {
          depth--;
        } else if (token == JsonToken.START_ARRAY
            || token == JsonToken.START_OBJECT && depth == 2) {
          json.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
          outer = json.currentName();
          depth++;
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          String name = json.currentName();
          if (name.length() <= 24 && !take(name, json.getText()) && depth == 2) {
            take(outer + "." + name, json.getText());
          }
        }
      }
    } catch (IOException notJson) {
      // What was found before the error counts.
    }
  }

  private boolean complete() {
    return severity != null && trace != null && span != null;
  }

  private void logfmt(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      int equals = at;
      while (equals < to && b[equals] > ' ' && b[equals] != '=' && b[equals] != '"') {
        equals++;
      }
      if (equals >= to || b[equals] != '=' || equals == at) {
        at = equals + 1;
        continue;
      }
      int start = equals + 1;
      int end = start;
      boolean quoted = start < to && b[start] == '"';
      if (quoted) {
        end = ++start;
        while (end < to && b[end] != '"') {
          end += b[end] == '\\' ? 2 : 1;
        }
        end = Math.min(end, to);
      } else {
        while (end < to && (b[end] > ' ' || b[end] < 0)) {
          end++;
        }
      }
      if (equals - at <= 24 && end - start <= 64) {
        take(text(b, at, equals), text(b, start, end));
      }
      at = end + 1;
    }
  }

  private static @Nullable Severity word(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      while (at < to && !letter(b[at])) {
        at++;
      }
      int start = at;
      while (at < to && letter(b[at])) {
        at++;
      }
      int length = at - start;
      if (length >= 3 && length <= 11) {
        var severity = Severity.ofText(text(b, start, at));
        if (severity.number() > 0 && severity.number() != 6 && !isFine(severity)) {
          return severity;
        }
      }
    }
    return null;
  }

  /** Words that are levels somewhere and plain English everywhere. */
  private static boolean isFine(Severity severity) {
    return switch (severity.text().toLowerCase(Locale.ROOT)) {
      case "fine", "finer", "finest", "silly", "alert", "notice", "information", "config" -> true;
      default -> false;
    };
  }

  private static boolean letter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
  }

  private static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, ISO_8859_1);
  }
}
