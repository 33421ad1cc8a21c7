package dev.tocsin.logs.query.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people type: {@code level>=warn service:checkout "connection refused" -path:/health}.
 * Conditions side by side must all hold; {@code OR}, {@code NOT}, {@code -} and brackets do the
 * rest.
 */
public final class QueryParser {

  /** Longest text of a query, in characters. */
  public static final int MAX_LENGTH = 4096;

  /** How deep brackets and negations may nest. */
  public static final int MAX_DEPTH = 50;

  /** How many conditions a query may have. */
  public static final int MAX_TERMS = 200;

  private final Source source;
  private int depth;
  private int terms;

  private QueryParser(Source source) {
    this.source = source;
  }

  /** The condition, or what is wrong with the text. An empty text means all lines. */
  public static Parsed parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new Parsed.Bad(MAX_LENGTH, "more text", "at most " + MAX_LENGTH + " characters", null);
    }
    try {
      return new Parsed.Good(new QueryParser(new Source(text)).whole());
    } catch (Broken broken) {
      return broken.bad();
    }
  }

  private Expr whole() {
    source.skipSpace();
    if (source.ended()) {
      return Expr.ALL;
    }
    Expr expr = or(null);
    if (!source.ended()) {
      throw source.broken(
          "a condition", "there is no open bracket; put \")\" in quotes to find it");
    }
    return expr;
  }

  private Expr or(@Nullable FieldTerm field) {
    var parts = new ArrayList<Expr>();
    do {
      parts.add(and(field));
      source.skipSpace();
    } while (source.takeKeyword("OR") || source.take("||"));
    return Expr.or(parts);
  }

  private Expr and(@Nullable FieldTerm field) {
    var parts = new ArrayList<Expr>();
    boolean together = field == null || field.free();
    do {
      parts.add(chain(field));
      source.skipSpace();
    } while (!done());
    return together ? Expr.and(parts) : anyOf(parts);
  }

  private Expr chain(@Nullable FieldTerm field) {
    var parts = new ArrayList<Expr>();
    do {
      source.skipSpace();
      parts.add(negated(field));
      source.skipSpace();
    } while (source.takeKeyword("AND") || source.take("&&"));
    return Expr.and(parts);
  }

  /** In a list of a field's values, side by side means any of them, but not "not". */
  private static Expr anyOf(List<Expr> parts) {
    List<Expr> wanted = parts.stream().filter(part -> !(part instanceof Expr.Not)).toList();
    var all = new ArrayList<Expr>(parts.stream().filter(Expr.Not.class::isInstance).toList());
    if (!wanted.isEmpty()) {
      all.addFirst(Expr.or(wanted));
    }
    return Expr.and(all);
  }

  private boolean done() {
    int before = source.position();
    boolean over =
        source.ended() || source.peek() == ')' || source.takeKeyword("OR") || source.take("||");
    source.back(before);
    return over;
  }

  private Expr negated(@Nullable FieldTerm field) {
    if (source.takeKeyword("NOT")) {
      source.skipSpace();
      deeper();
      Expr part = negated(field);
      depth--;
      return not(part);
    }
    boolean sign = source.peek() == '-' || source.peek() == '!' && source.peek(1) != '=';
    if (sign && !endsWord(source.peek(1))) {
      source.next();
      return not(primary(field));
    }
    return primary(field);
  }

  private static boolean endsWord(int c) {
    return c < 0 || Character.isWhitespace(c) || c == ')';
  }

  private static Expr not(Expr part) {
    return part instanceof Expr.Not twice ? twice.part() : new Expr.Not(part);
  }

  private Expr primary(@Nullable FieldTerm field) {
    if (++terms > MAX_TERMS) {
      throw source.broken("at most " + MAX_TERMS + " conditions", null);
    }
    if (source.ended()) {
      throw source.broken("a condition", null);
    }
    if (source.take("(")) {
      return group(field);
    }
    if (source.peek() == ')') {
      throw source.broken("a condition", "put \")\" in quotes to find it");
    }
    int start = source.position();
    if (source.takeKeyword("AND") || source.takeKeyword("OR")) {
      throw source.brokenAt(start, "a condition", "put the word in quotes to find it");
    }
    if (field != null) {
      return field.value(source);
    }
    FieldTerm named = FieldTerm.read(source);
    if (named == null) {
      return new FieldTerm(Field.ANY, null, start).value(source);
    }
    if (source.take("(")) {
      return group(named);
    }
    return named.value(source);
  }

  private Expr group(@Nullable FieldTerm field) {
    int open = source.position() - 1;
    deeper();
    Expr inner = or(field);
    depth--;
    if (!source.take(")")) {
      throw source.broken("\")\"", "the bracket was opened at position " + open);
    }
    return inner;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw source.broken("at most " + MAX_DEPTH + " levels of brackets", null);
    }
  }
}
