package dev.tocsin.logs.loki.pipeline;

import dev.tocsin.logs.loki.logql.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels from {@code key=value key="quoted value"} lines. */
final class LogfmtStep implements Step {

  private static final String ERROR = "LogfmtParserErr";

  private final boolean strict;
  private final boolean keepEmpty;
  private final Map<String, String> wanted = new HashMap<>();

  LogfmtStep(boolean strict, boolean keepEmpty, List<Stage.Field> fields) {
    this.strict = strict;
    this.keepEmpty = keepEmpty;
    fields.forEach(field -> wanted.put(field.path(), field.label()));
  }

  @Override
  public boolean take(Line line) {
    String text = line.text();
    int at = 0;
    while (at < text.length()) {
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
      int start = at;
      while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) != '=') {
        at++;
      }
      String key = text.substring(start, at);
      if (at >= text.length() || text.charAt(at) != '=') {
        if (!key.isEmpty()) {
          if (strict) {
            line.error(ERROR, "a word without \"=\"");
            return true;
          }
          pair(line, key, "");
        }
        continue;
      }
      at++;
      if (at < text.length() && text.charAt(at) == '"') {
        var value = new StringBuilder();
        at = quoted(text, at + 1, value);
        if (at < 0) {
          line.error(ERROR, "a quoted value does not end");
          return true;
        }
        pair(line, key, value.toString());
      } else {
        int from = at;
        while (at < text.length() && text.charAt(at) > ' ') {
          at++;
        }
        pair(line, key, text.substring(from, at));
      }
    }
    return true;
  }

  /** The place behind the closing quote, -1 without one. */
  private static int quoted(String text, int from, StringBuilder value) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        int simple = "nrt".indexOf(text.charAt(i));
        value.append(simple >= 0 ? "\n\r\t".charAt(simple) : text.charAt(i));
      } else {
        value.append(c);
      }
    }
    return -1;
  }

  private void pair(Line line, String key, String value) {
    if (key.isEmpty() || value.isEmpty() && !keepEmpty) {
      return;
    }
    if (wanted.isEmpty()) {
      line.extract(Names.label(key), value);
    } else {
      String label = wanted.get(key);
      if (label != null) {
        line.extract(label, value);
      }
    }
  }
}
