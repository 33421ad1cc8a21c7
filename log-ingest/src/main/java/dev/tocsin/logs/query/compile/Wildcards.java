package dev.tocsin.logs.query.compile;

/** Patterns with {@code *} and {@code ?}; a backslash takes the next character as it is. */
final class Wildcards {

  private Wildcards() {}

  /** The same pattern for LIKE with backslash as escape. */
  static String like(String pattern) {
    var out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        out.append('%');
      } else if (c == '?') {
        out.append('_');
      } else {
        if (c == '\\' && i + 1 < pattern.length()) {
          c = pattern.charAt(++i);
        }
        out.append(c == '%' || c == '_' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return out.toString();
  }

  /** The longest piece without a wildcard. */
  static String longestPlain(String pattern) {
    String best = "";
    var run = new StringBuilder();
    for (int i = 0; i <= pattern.length(); i++) {
      char c = i == pattern.length() ? '*' : pattern.charAt(i);
      if (c == '*' || c == '?') {
        best = run.length() > best.length() ? run.toString() : best;
        run.setLength(0);
      } else {
        run.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
      }
    }
    return best;
  }
}
