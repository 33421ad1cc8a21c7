package dev.tocsin.logs.query.compile;

/** What counts as a letter of either case, and as part of a token. */
final class Letters {

  private Letters() {}

  /** Whether the case of the text can matter at all. */
  static boolean cased(String text) {
    return text.codePoints().anyMatch(c -> c != Character.toLowerCase(c) || c != upper(c));
  }

  /** Lower case character by character, as DuckDB does it. */
  static String lower(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Whether the character belongs to tokens: ASCII letters, digits, "_", everything else above. */
  static boolean token(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c >= 0x80;
  }

  /** The text as an RE2 expression that matches just it. */
  static String quoted(String text) {
    var out = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (!token(c)) {
                out.append(c == 0 ? "\\x00" : c < ' ' ? "\\x%02x".formatted(c) : "\\");
              }
              if (c >= ' ') {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static int upper(int c) {
    return Character.toUpperCase(c);
  }
}
