package dev.tocsin.logs.intake.loki;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream's labels: how they are written, and which service and level they name. */
final class LokiLabels {

  /** More labels than this are left out. */
  private static final int MAX_LABELS = 256;

  private static final List<String> SERVICE_NAMES =
      List.of(
          "service_name",
          "service",
          "app",
          "application",
          "app_name",
          "name",
          "app_kubernetes_io_name",
          "container",
          "container_name",
          "k8s_container_name",
          "component",
          "workload",
          "job",
          "k8s_job_name");

  private LokiLabels() {}

  /** The service that a stream belongs to; null when no label says so. */
  static @Nullable String service(Map<String, String> labels) {
    for (String name : SERVICE_NAMES) {
      String value = labels.get(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /** Reads {@code {a="b", c="d"}}; null when the text is not of that form. */
  static @Nullable Map<String, String> parse(String text) {
    var reader = new Reader(text.strip());
    return reader.labels();
  }

  private static final class Reader {

    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private @Nullable Map<String, String> labels() {
      var labels = new LinkedHashMap<String, String>();
      if (!take('{')) {
        return null;
      }
      while (true) {
        blanks();
        if (take('}')) {
          return at == text.length() ? labels : null;
        }
        String name = name();
        blanks();
        if (name.isEmpty() || !take('=')) {
          return null;
        }
        blanks();
        String value = quoted();
        if (value == null) {
          return null;
        }
        if (labels.size() < MAX_LABELS) {
          labels.put(name, value);
        }
        blanks();
        if (!take(',') && (at >= text.length() || text.charAt(at) != '}')) {
          return null;
        }
      }
    }

    private void blanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private boolean take(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private String name() {
      int from = at;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (!Character.isLetterOrDigit(c) && c != '_' && c != ':' && c != '.' && c != '-') {
          break;
        }
        at++;
      }
      return text.substring(from, at);
    }

    private @Nullable String quoted() {
      if (take('`')) {
        int end = text.indexOf('`', at);
        if (end < 0) {
          return null;
        }
        String raw = text.substring(at, end);
        at = end + 1;
        return raw;
      }
      if (!take('"')) {
        return null;
      }
      var value = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return value.toString();
        }
        if (c == '\\' && !escape(value)) {
          return null;
        }
        if (c != '\\') {
          value.append(c);
        }
      }
      return null;
    }

    private boolean escape(StringBuilder value) {
      if (at >= text.length()) {
        return false;
      }
      char c = text.charAt(at++);
      switch (c) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'a' -> value.append('\u0007');
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case 'v' -> value.append('\u000b');
        case '\\', '"', '\'' -> value.append(c);
        case 'x' -> {
          return code(value, 2);
        }
        case 'u' -> {
          return code(value, 4);
        }
        case 'U' -> {
          return code(value, 8);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean code(StringBuilder value, int digits) {
      if (at + digits > text.length()) {
        return false;
      }
      try {
        int point = Integer.parseUnsignedInt(text, at, at + digits, 16);
        if (!Character.isValidCodePoint(point)) {
          return false;
        }
        value.appendCodePoint(point);
        at += digits;
        return true;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }
}
