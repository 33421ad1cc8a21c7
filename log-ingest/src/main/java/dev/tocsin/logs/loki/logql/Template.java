package dev.tocsin.logs.loki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with values of labels in it: {@code {{.label}}}, {@code {{__line__}}}, {@code
 * {{__timestamp__}}}, each possibly sent through functions, as in {@code {{.level | ToUpper}}}.
 */
public final class Template {

  private static final Pattern VALUE =
      Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|(__line__|__timestamp__)|\\.(?=\\s|$)");
  private static final Pattern ARGUMENT =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`|\\d+");
  private static final int MAX_LENGTH = 64 * 1024;

  /** Where values come from. */
  public interface Values {
    /**
     * The label's value, empty without one; also for {@code __line__} and {@code __timestamp__}.
     */
    String value(String name);
  }

  private record Piece(String text, @Nullable String name, List<UnaryOperator<String>> functions) {}

  private final String written;
  private final List<Piece> pieces = new ArrayList<>();

  private Template(String written) {
    this.written = written;
  }

  /**
   * Reads a template.
   *
   * @throws LogQlException when it uses more than is described above
   */
  public static Template of(String written) {
    var template = new Template(written);
    int at = 0;
    while (true) {
      int open = written.indexOf("{{", at);
      if (open < 0) {
        template.text(written.substring(at));
        return template;
      }
      int close = written.indexOf("}}", open);
      if (close < 0) {
        throw new LogQlException("template: {{ is not closed in " + Quoting.quote(written));
      }
      template.text(written.substring(at, open));
      template.action(written.substring(open + 2, close));
      at = close + 2;
    }
  }

  private void text(String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, null, List.of()));
    }
  }

  private void action(String inner) {
    String action = inner.strip();
    action = action.startsWith("- ") ? action.substring(2).strip() : action;
    action = action.endsWith(" -") ? action.substring(0, action.length() - 2).strip() : action;
    List<String> parts = split(action);
    var functions = new ArrayList<UnaryOperator<String>>();
    String first = parts.getFirst().strip();
    String name = nameOf(first);
    if (name == null) {
      // the other order: a function in front of its value, as in ToUpper .level
      int space = first.lastIndexOf(' ');
      name = space < 0 ? null : nameOf(first.substring(space + 1));
      if (name == null) {
        throw unknown(action);
      }
      functions.add(function(first.substring(0, space).strip()));
    }
    for (String part : parts.subList(1, parts.size())) {
      functions.add(function(part.strip()));
    }
    pieces.add(new Piece("", name, List.copyOf(functions)));
  }

  private static @Nullable String nameOf(String text) {
    var value = VALUE.matcher(text);
    if (!value.matches()) {
      return null;
    }
    return value.group(1) != null ? value.group(1) : value.group(2);
  }

  /** At bars outside of quotes. */
  private static List<String> split(String action) {
    var parts = new ArrayList<String>();
    int start = 0;
    char quote = 0;
    for (int i = 0; i < action.length(); i++) {
      char c = action.charAt(i);
      if (quote != 0) {
        quote = c == quote && (quote == '`' || action.charAt(i - 1) != '\\') ? 0 : quote;
      } else if (c == '"' || c == '`') {
        quote = c;
      } else if (c == '|') {
        parts.add(action.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(action.substring(start));
    return parts;
  }

  private static UnaryOperator<String> function(String call) {
    int space = call.indexOf(' ');
    String name = space < 0 ? call : call.substring(0, space);
    List<String> arguments = arguments(space < 0 ? "" : call.substring(space + 1));
    return switch (name + "/" + arguments.size()) {
      case "ToUpper/0", "upper/0" -> text -> text.toUpperCase(Locale.ROOT);
      case "ToLower/0", "lower/0" -> text -> text.toLowerCase(Locale.ROOT);
      case "TrimSpace/0", "trim/0" -> String::strip;
      case "default/1" -> text -> text.isEmpty() ? arguments.getFirst() : text;
      case "trunc/1" -> {
        int length = whole(arguments.getFirst(), call);
        yield text -> text.length() <= length ? text : text.substring(0, length);
      }
      case "replace/2" -> text -> text.replace(arguments.get(0), arguments.get(1));
      case "trimPrefix/1" -> {
        String prefix = arguments.getFirst();
        yield text -> text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "trimSuffix/1" -> {
        String suffix = arguments.getFirst();
        yield text ->
            text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      default -> throw unknown(call);
    };
  }

  private static List<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(Template::argument).toList();
  }

  private static String argument(MatchResult found) {
    if (found.group(1) != null) {
      String value = Quoting.unquote(found.group(1));
      return value == null ? found.group(1) : value;
    }
    return found.group(2) != null ? found.group(2) : found.group();
  }

  private static int whole(String text, String call) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unknown(call);
    }
  }

  private static LogQlException unknown(String what) {
    return new LogQlException(
        "template: "
            + Quoting.quote(what)
            + " is not supported; use {{.label}}, {{__line__}} or {{__timestamp__}}, with ToUpper,"
            + " ToLower, trim, default \"x\", trunc n, replace \"a\" \"b\", trimPrefix, trimSuffix");
  }

  /** The names it uses, {@code __line__} and {@code __timestamp__} among them. */
  public List<String> names() {
    return pieces.stream().map(Piece::name).filter(name -> name != null).distinct().toList();
  }

  /** The text with all values in place; very long results are cut. */
  public String fill(Values values) {
    var out = new StringBuilder();
    for (Piece piece : pieces) {
      String name = piece.name();
      if (name == null) {
        out.append(piece.text());
        continue;
      }
      String value = values.value(name);
      for (var function : piece.functions()) {
        value = function.apply(value);
      }
      out.append(value);
      if (out.length() > MAX_LENGTH) {
        out.setLength(MAX_LENGTH);
        break;
      }
    }
    return out.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template that && that.written.equals(written);
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  @Override
  public String toString() {
    return written;
  }
}
