package dev.tocsin.logs.query.language;

import dev.tocsin.logs.query.language.FieldNames.Special;
import org.jspecify.annotations.Nullable;

/**
 * A field that was named, and what may be said about it.
 *
 * @param field the field
 * @param special set for names that stand for levels
 * @param position where its name began
 */
record FieldTerm(Field field, @Nullable Special special, int position) {

  private static final String[] SIGNS = {">=", "<=", "!=", ">", "<", "="};

  /** Reads a name and the colon behind it, or only the name when a comparison follows. */
  static @Nullable FieldTerm read(Source source) {
    int start = source.position();
    Word quoted = Word.quoted(source);
    String name = quoted == null ? name(source) : quoted.text();
    boolean url = quoted == null && source.peek(1) == '/' && source.peek(2) == '/';
    if (name != null && !url && !name.isEmpty()) {
      if (source.take(":") || sign(source) != null) {
        return quoted == null
            ? new FieldTerm(FieldNames.field(name), FieldNames.special(name), start)
            : new FieldTerm(new Field.Attribute(name), null, start);
      }
    }
    source.back(start);
    return null;
  }

  /** Whether several words side by side can all be true of it. */
  boolean free() {
    return special == null && (field instanceof Field.Any || field instanceof Field.Body);
  }

  /** Reads one value, with a comparison or without. */
  Expr value(Source source) {
    int start = source.position();
    // Without a name there is nothing to compare; the characters are part of a word.
    Op op = nameless(source) ? null : op(source);
    if (Source.endsTerm(source.peek()) && source.peek() != '"') {
      throw source.broken(
          "a value",
          op == null ? "put the text in quotes to find it as it is" : "for instance level>=warn");
    }
    Word quoted = Word.quoted(source);
    if (quoted != null) {
      return term(op, quoted, source);
    }
    if (op == null && special == null) {
      Expr regex = RegexTerm.read(source, field);
      if (regex != null) {
        return regex;
      }
    }
    Word word = Word.bare(source);
    if (word.text().isEmpty()) {
      throw source.brokenAt(start, "a value", null);
    }
    return term(op, word, source);
  }

  private Expr term(@Nullable Op op, Word word, Source source) {
    if (special != null) {
      return LevelTerm.of(special, op, word, source);
    }
    return op == null || op == Op.EQ || op == Op.NE
        ? ValueTerm.of(field, op, word)
        : NumberTerm.compare(field, op, word, source);
  }

  private boolean nameless(Source source) {
    return field instanceof Field.Any && position == source.position();
  }

  private static @Nullable Op op(Source source) {
    String sign = sign(source);
    if (sign == null) {
      return null;
    }
    source.take(sign);
    for (Op op : Op.values()) {
      if (op.sign().equals(sign)) {
        return op;
      }
    }
    return null;
  }

  private static @Nullable String sign(Source source) {
    for (String sign : SIGNS) {
      boolean same = source.peek() == sign.charAt(0);
      if (same && (sign.length() == 1 || source.peek(1) == sign.charAt(1))) {
        return sign;
      }
    }
    return null;
  }

  /**
   * Letters, digits and {@code _ . - / @ $}, from a letter, {@code _}, {@code @} or {@code $} on.
   */
  private static @Nullable String name(Source source) {
    var name = new StringBuilder();
    int c = source.peek();
    if (!Character.isLetter(c) && c != '_' && c != '@' && c != '$') {
      return null;
    }
    while (source.peek() >= 0 && inName(source.peek())) {
      name.append(source.next());
    }
    char last = name.charAt(name.length() - 1);
    return Character.isLetterOrDigit(last) || last == '_' ? name.toString() : null;
  }

  private static boolean inName(int c) {
    return Character.isLetterOrDigit(c) || "_.-/@$".indexOf(c) >= 0;
  }
}
