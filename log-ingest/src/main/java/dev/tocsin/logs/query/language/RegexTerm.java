package dev.tocsin.logs.query.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** {@code /expression/} or {@code /expression/i}. */
final class RegexTerm {

  private static final int MAX_LENGTH = 1000;
  private static final int MAX_REPEATS = 1000;
  private static final java.util.regex.Pattern REPEAT =
      java.util.regex.Pattern.compile("\\{\\d*,?(\\d{1,9})?}");

  private RegexTerm() {}

  /**
   * Reads an expression, or nothing where the next slash does not end it: a path such as {@code
   * /api/v1/users} is a word. Slashes within take a backslash.
   */
  static @Nullable Expr read(Source source, Field field) {
    int start = source.position();
    if (!source.take("/")) {
      return null;
    }
    var expression = new StringBuilder();
    while (!source.ended()) {
      char c = source.next();
      if (c == '\\' && source.peek() == '/') {
        expression.append(source.next());
      } else if (c == '\\' && !source.ended()) {
        expression.append(c).append(source.next());
      } else if (c != '/') {
        expression.append(c);
      } else if (expression.isEmpty() || !ends(source)) {
        break;
      } else {
        boolean folded = source.take("i");
        check(expression.toString(), source, start);
        return new Expr.Text(field, Expr.Kind.REGEX, expression.toString(), !folded);
      }
    }
    source.back(start);
    return null;
  }

  private static boolean ends(Source source) {
    int c = source.peek() == 'i' ? source.peek(1) : source.peek();
    return Source.endsTerm(c);
  }

  private static void check(String expression, Source source, int start) {
    if (expression.length() > MAX_LENGTH) {
      throw source.brokenAt(
          start, "a regular expression of at most " + MAX_LENGTH + " characters", null);
    }
    long repeats =
        REPEAT
            .matcher(expression)
            .results()
            .mapToLong(RegexTerm::times)
            .reduce(1, RegexTerm::product);
    if (repeats > MAX_REPEATS) {
      throw source.brokenAt(
          start, "a regular expression with at most " + MAX_REPEATS + " repetitions", null);
    }
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw source.brokenAt(
          start,
          "a regular expression",
          "RE2 syntax: without look-around and back-references; put a path in quotes");
    }
  }

  private static long times(MatchResult repeat) {
    String digits = repeat.group().replaceAll("\\D+", " ").strip();
    String last = digits.substring(digits.lastIndexOf(' ') + 1);
    return last.isEmpty()
        ? 1
        : last.length() > 6 ? Integer.MAX_VALUE : Math.max(1, Long.parseLong(last));
  }

  private static long product(long left, long right) {
    return Math.min(Integer.MAX_VALUE, left) * Math.min(Integer.MAX_VALUE, right);
  }
}
