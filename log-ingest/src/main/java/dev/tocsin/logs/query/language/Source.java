package dev.tocsin.logs.query.language;

import org.jspecify.annotations.Nullable;

/** The text of a query and how far it has been read. */
final class Source {

  private static final int END = -1;
  private static final int SHOWN = 20;

  private final String text;
  private int at;

  Source(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  /** Goes back, after having looked further. */
  void back(int position) {
    at = position;
  }

  boolean ended() {
    return at >= text.length();
  }

  /** The next character, or a negative number at the end. */
  int peek() {
    return peek(0);
  }

  int peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  char next() {
    return text.charAt(at++);
  }

  /** Whether the next characters are these; reads them if so. */
  boolean take(String expected) {
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  /** Reads a word of the language, which must not go on. */
  boolean takeKeyword(String word) {
    if (!text.startsWith(word, at) || !endsTerm(peek(word.length()))) {
      return false;
    }
    at += word.length();
    return true;
  }

  void skipSpace() {
    while (!ended() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** Whether a term cannot go on with this character. */
  static boolean endsTerm(int c) {
    return c < 0 || Character.isWhitespace(c) || c == '(' || c == ')' || c == '"';
  }

  Broken broken(String expected, @Nullable String hint) {
    return brokenAt(at, expected, hint);
  }

  Broken brokenAt(int position, String expected, @Nullable String hint) {
    return new Broken(position, found(position), expected, hint);
  }

  private String found(int position) {
    if (position >= text.length()) {
      return "the end";
    }
    int end = position + 1;
    while (end < text.length() && end - position < SHOWN && !endsTerm(text.charAt(end))) {
      end++;
    }
    return '"' + text.substring(position, end) + '"';
  }
}
