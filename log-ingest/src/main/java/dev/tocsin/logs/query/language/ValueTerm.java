package dev.tocsin.logs.query.language;

import dev.tocsin.logs.query.language.Expr.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A text that a field should have, or that should occur. */
final class ValueTerm {

  private static final String EDGE = "[^0-9A-Za-z_\\x{80}-\\x{10ffff}]";

  private ValueTerm() {}

  /**
   * The condition for one value.
   *
   * @param op equal or not equal, which minds the case; null for the colon
   */
  static Expr of(Field field, @Nullable Op op, Word word) {
    if (op != null) {
      Expr same =
          word.wild()
              ? new Expr.Text(field, Kind.WILDCARD, word.pattern(), true)
              : new Expr.Text(field, Kind.EXACT, word.text(), true);
      return op == Op.NE ? new Expr.Not(same) : same;
    }
    if (word.star()) {
      return field instanceof Field.Any ? Expr.ALL : new Expr.Exists(field);
    }
    return field instanceof Field.Any || field instanceof Field.Body
        ? within(field, word)
        : whole(field, word);
  }

  /** Somewhere in a longer text. */
  private static Expr within(Field field, Word word) {
    if (word.wild()) {
      return wildWithin(field, word.pattern());
    }
    String text = word.text();
    boolean token = !text.isEmpty() && text.codePoints().allMatch(ValueTerm::token);
    Expr found = new Expr.Text(field, token ? Kind.WORD : Kind.PHRASE, text, false);
    if (word.quoted() || !(field instanceof Field.Any)) {
      return found;
    }
    String hex = text.toLowerCase(Locale.ROOT);
    if (hex.matches("[0-9a-f]{32}")) {
      return Expr.or(List.of(found, Expr.exactly(Field.TRACE_ID, hex)));
    }
    return hex.matches("[0-9a-f]{16}")
        ? Expr.or(List.of(found, Expr.exactly(Field.SPAN_ID, hex)))
        : found;
  }

  /** {@code conn*}, {@code *refused}, {@code *efus*}, {@code c?t}: within a run without spaces. */
  private static Expr wildWithin(Field field, String pattern) {
    int from = pattern.startsWith("*") ? 1 : 0;
    boolean openEnd =
        pattern.length() > from + 1 && pattern.endsWith("*") && !pattern.endsWith("\\*");
    String middle = pattern.substring(from, pattern.length() - (openEnd ? 1 : 0));
    String plain = plain(middle);
    if (plain != null && openEnd) {
      return new Expr.Text(field, from == 1 ? Kind.SUBSTRING : Kind.PREFIX, plain, false);
    }
    String expression =
        (from == 0 ? "(?:^|" + EDGE + ")" : "")
            + expression(middle)
            + (openEnd ? "" : "(?:$|" + EDGE + ")");
    return new Expr.Text(field, Kind.REGEX, expression, false);
  }

  private static Expr whole(Field field, Word word) {
    if (word.wild()) {
      return new Expr.Text(field, Kind.WILDCARD, word.pattern(), false);
    }
    boolean id = field instanceof Field.TraceId || field instanceof Field.SpanId;
    if (id) {
      return Expr.exactly(field, word.text().toLowerCase(Locale.ROOT));
    }
    Expr range = word.quoted() ? null : NumberTerm.range(field, word.text());
    if (range != null) {
      return range;
    }
    Expr same = new Expr.Text(field, Kind.EXACT, word.text(), false);
    // A whole number may be stored as a decimal, and filters know both texts.
    boolean whole = !word.quoted() && word.text().matches("-?(0|[1-9]\\d{0,14})");
    return whole && field instanceof Field.Attribute
        ? Expr.or(List.of(same, new Expr.Text(field, Kind.EXACT, word.text() + ".0", false)))
        : same;
  }

  /** The text of a pattern without wildcards; null when it has some. */
  private static @Nullable String plain(String pattern) {
    var out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        return null;
      }
      out.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
    }
    return out.toString();
  }

  private static String expression(String pattern) {
    var out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        out.append("\\S*");
      } else if (c == '?') {
        out.append("\\S");
      } else {
        char taken = c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c;
        out.append(token(taken) ? "" : "\\").append(taken);
      }
    }
    return out.toString();
  }

  private static boolean token(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c >= 0x80;
  }
}
