package dev.tocsin.logs.query.compile;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an expression means, row by row and as plainly as possible: the oracle for the compiler. */
final class Naive {

  /** A line; attribute values are String, Long, Double or Boolean. */
  record Line(
      String service,
      String body,
      int severity,
      String severityText,
      @Nullable String traceId,
      @Nullable String spanId,
      String scope,
      Map<String, Object> attributes,
      Map<String, String> resource) {}

  private Naive() {}

  static boolean holds(Expr expr, Line line) {
    return switch (expr) {
      case Expr.All all -> true;
      case Expr.And and -> and.parts().stream().allMatch(part -> holds(part, line));
      case Expr.Or or -> or.parts().stream().anyMatch(part -> holds(part, line));
      case Expr.Not not -> !holds(not.part(), line);
      case Expr.Severity severity -> severity.op().holds(line.severity(), severity.number());
      case Expr.Exists exists ->
          values(exists.field(), line).stream().findFirst().filter(v -> !v.isEmpty()).isPresent();
      case Expr.Time time -> throw new IllegalArgumentException("nobody writes " + time);
      case Expr.Text text ->
          values(text.field(), line).stream().anyMatch(value -> matches(text, value));
      case Expr.Number number -> {
        var values = values(number.field(), line);
        Double value = values.isEmpty() ? null : number(values.getFirst(), number);
        yield value != null && number.op().holds(value, number.value());
      }
    };
  }

  private static List<String> values(Field field, Line line) {
    var values = new ArrayList<String>();
    switch (field) {
      case Field.Any any -> {
        values.add(line.body());
        line.attributes().values().forEach(value -> values.add(value.toString()));
      }
      case Field.Body body -> values.add(line.body());
      case Field.Service service -> values.add(line.service());
      case Field.SeverityText text -> values.add(line.severityText());
      case Field.Scope scope -> values.add(line.scope());
      case Field.TraceId id -> add(values, line.traceId());
      case Field.SpanId id -> add(values, line.spanId());
      case Field.Attribute attribute -> {
        Object value = line.attributes().get(attribute.key());
        add(values, value == null ? line.resource().get(attribute.key()) : value.toString());
      }
    }
    return values;
  }

  private static void add(List<String> values, @Nullable String value) {
    if (value != null) {
      values.add(value);
    }
  }

  private static boolean matches(Expr.Text text, String value) {
    String pattern = text.pattern();
    int flags =
        text.caseSensitive()
            ? Pattern.DOTALL
            : Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return switch (text.kind()) {
      case EXACT ->
          text.caseSensitive()
              ? value.equals(pattern)
              : value.toLowerCase(Locale.ROOT).equals(pattern.toLowerCase(Locale.ROOT));
      case REGEX -> Pattern.compile(pattern, flags).matcher(value).find();
      case WILDCARD -> Pattern.compile(wildcard(pattern), flags).matcher(value).matches();
      case SUBSTRING -> Pattern.compile(Pattern.quote(pattern), flags).matcher(value).find();
      case WORD, PHRASE -> bounded(value, pattern, flags, true);
      case PREFIX -> bounded(value, pattern, flags, false);
    };
  }

  private static boolean bounded(String value, String pattern, int flags, boolean atEnd) {
    var found = Pattern.compile(Pattern.quote(pattern), flags).matcher(value);
    for (int from = 0; from <= value.length() && found.find(from); from = found.start() + 1) {
      boolean left =
          found.start() == 0
              || !token(value.codePointBefore(found.start()))
              || pattern.isEmpty()
              || !token(pattern.codePointAt(0));
      boolean right =
          !atEnd
              || found.end() == value.length()
              || !token(value.codePointAt(found.end()))
              || pattern.isEmpty()
              || !token(pattern.codePointBefore(pattern.length()));
      if (left && right) {
        return true;
      }
    }
    return false;
  }

  private static boolean token(int c) {
    return c >= 0x80 || c == '_' || Character.isLetterOrDigit(c);
  }

  private static String wildcard(String pattern) {
    var out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append('.');
      } else {
        out.append(
            Pattern.quote(
                String.valueOf(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c)));
      }
    }
    return out.toString();
  }

  private static @Nullable Double number(String text, Expr.Number number) {
    var form =
        Pattern.compile("\\s*([+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*([a-zA-Z]*)\\s*")
            .matcher(text);
    if (!form.matches()) {
      return null;
    }
    double plain = Double.parseDouble(form.group(1));
    String unit = form.group(2).toLowerCase(Locale.ROOT);
    return switch (number.unit()) {
      case NONE -> unit.isEmpty() ? plain : null;
      case DURATION ->
          switch (unit) {
            case "" -> plain * 1e-3;
            case "ms" -> plain * 1e-3;
            case "s" -> plain;
            case "m" -> plain * 60;
            default -> null;
          };
      case BYTES ->
          switch (unit) {
            case "", "b" -> plain;
            case "kb" -> plain * 1000;
            case "kib" -> plain * 1024;
            default -> null;
          };
    };
  }
}
