package dev.tocsin.logs.loki.logql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in RE2's syntax: no expression takes more than linear time. */
public final class Regexes {

  private static final int MAX_LENGTH = 2000;

  private Regexes() {}

  /** Searches anywhere in a text. */
  public static Pattern searching(String regex) {
    return compile(regex);
  }

  /** Has to match a whole text. */
  public static Pattern whole(String regex) {
    return compile("^(?s:" + regex + ")$");
  }

  private static Pattern compile(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw new LogQlException("regular expression is longer than " + MAX_LENGTH + " characters");
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new LogQlException(
          "invalid regular expression " + Quoting.quote(regex) + ": " + e.getDescription());
    }
  }

  /** Compiles a token's text; a mistake is reported at the token. */
  static Pattern check(Token token) {
    try {
      return compile(token.text());
    } catch (LogQlException e) {
      throw new LogQlException(token.line(), token.column(), String.valueOf(e.getMessage()));
    }
  }
}
