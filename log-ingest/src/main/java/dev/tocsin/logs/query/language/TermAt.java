package dev.tocsin.logs.query.language;

import org.jspecify.annotations.Nullable;

/**
 * The term that somebody is typing.
 *
 * @param from where the part to replace begins
 * @param to where it ends
 * @param field the field it is a value of; null when no field was named yet
 * @param prefix what has been typed of it
 */
public record TermAt(int from, int to, @Nullable String field, String prefix) {

  private static final String SIGNS = ":=<>!";

  /** The term at a position of a query that need not be complete. */
  public static TermAt find(String text, int position) {
    int end = Math.clamp(position, 0, text.length());
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
        start = quoted && !valueFollows(text, start, i) ? i : start;
      } else if (!quoted && (Character.isWhitespace(c) || c == ')' || opens(text, start, i))) {
        start = i + 1;
      }
    }
    return at(text, start, end);
  }

  private static TermAt at(String text, int start, int end) {
    int from = start;
    while (from < end && "-!".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    int sign = from;
    while (sign < end && SIGNS.indexOf(text.charAt(sign)) < 0 && text.charAt(sign) != '"') {
      sign++;
    }
    if (sign == end || text.charAt(sign) == '"' || sign == from) {
      return new TermAt(from, end, null, text.substring(from, end));
    }
    int value = sign;
    while (value < end && SIGNS.indexOf(text.charAt(value)) >= 0) {
      value++;
    }
    if (value < end && text.charAt(value) == '(') {
      value++;
    }
    String prefix = text.substring(value, end).replace("\"", "");
    return new TermAt(value, end, text.substring(from, sign), prefix);
  }

  /** A bracket begins a new term, except right behind a field's sign. */
  private static boolean opens(String text, int start, int at) {
    return text.charAt(at) == '(' && !valueFollows(text, start, at);
  }

  private static boolean valueFollows(String text, int start, int at) {
    return at > start && SIGNS.indexOf(text.charAt(at - 1)) >= 0;
  }
}
