package dev.tocsin.logs.query.language;

/**
 * A value as it was typed.
 *
 * @param text its meaning, without quotes and escapes
 * @param pattern the same as a wildcard pattern, where {@code *} and {@code ?} are special
 * @param quoted whether it stood in quotes
 * @param position where it began
 */
record Word(String text, String pattern, boolean quoted, int position) {

  /** Whether it has {@code *} or {@code ?} that mean any text. */
  boolean wild() {
    return !quoted && !text.equals(plain(pattern));
  }

  /** The pattern is one star. */
  boolean star() {
    return !quoted && pattern.equals("*");
  }

  /** What a pattern stands for when it has no wildcard; otherwise something else. */
  private static String plain(String pattern) {
    var out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        out.append(pattern.charAt(++i));
      } else if (c == '*' || c == '?') {
        out.append('\0').append(c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Reads a value without quotes; a backslash takes the next character as it is. */
  static Word bare(Source source) {
    int start = source.position();
    var text = new StringBuilder();
    var pattern = new StringBuilder();
    while (!Source.endsTerm(source.peek())) {
      char c = source.next();
      if (c == '\\' && !source.ended()) {
        char taken = source.next();
        text.append(taken);
        pattern.append(taken == '*' || taken == '?' || taken == '\\' ? "\\" : "").append(taken);
      } else {
        text.append(c);
        pattern.append(c == '\\' ? "\\\\" : c);
      }
    }
    return new Word(text.toString(), pattern.toString(), false, start);
  }

  /** Reads a value in quotes, or returns null where none begins. */
  static @org.jspecify.annotations.Nullable Word quoted(Source source) {
    int start = source.position();
    if (!source.take("\"")) {
      return null;
    }
    var text = new StringBuilder();
    while (!source.ended()) {
      char c = source.next();
      if (c == '"') {
        return new Word(text.toString(), "", true, start);
      }
      text.append(c == '\\' && !source.ended() ? escaped(source.next(), text) : c);
    }
    throw source.broken("a closing quotation mark", "the text begins at position " + start);
  }

  private static char escaped(char c, StringBuilder text) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\' -> c;
      default -> {
        text.append('\\');
        yield c;
      }
    };
  }
}
