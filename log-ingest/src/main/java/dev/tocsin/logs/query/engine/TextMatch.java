package dev.tocsin.logs.query.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.logs.query.language.Expr;
import java.util.Locale;

/** A text condition decided in memory; for short values such as the names of services. */
final class TextMatch {

  private final Expr.Text text;

  TextMatch(Expr.Text text) {
    this.text = text;
  }

  /** Whether it is one that can be decided here. */
  boolean decidable() {
    return switch (text.kind()) {
      case EXACT, SUBSTRING, WILDCARD, REGEX -> true;
      case WORD, PHRASE, PREFIX -> false;
    };
  }

  boolean matches(String value) {
    boolean folded = !text.caseSensitive();
    String x = folded ? value.toLowerCase(Locale.ROOT) : value;
    String pattern = folded ? text.pattern().toLowerCase(Locale.ROOT) : text.pattern();
    return switch (text.kind()) {
      case EXACT -> x.equals(pattern);
      case SUBSTRING -> x.contains(pattern);
      case WILDCARD -> expression(wildcard(text.pattern()), value).matches(value);
      case REGEX -> expression(text.pattern(), value).matcher(value).find();
      case WORD, PHRASE, PREFIX -> true;
    };
  }

  private Pattern expression(String expression, String value) {
    int flags = Pattern.DOTALL | (text.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE);
    try {
      return Pattern.compile(expression, flags);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(value));
    }
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
        char taken = c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c;
        out.append(Pattern.quote(String.valueOf(taken)));
      }
    }
    return out.toString();
  }
}
