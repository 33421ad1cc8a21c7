package dev.tocsin.logs.loki.logql;

import dev.tocsin.logs.loki.logql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Tokens one after the other, and the few shapes that occur everywhere. */
final class TokenStream {

  private static final int MAX_DEPTH = 60;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean takeSign(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  boolean takeWord(String word) {
    if (peek().isWord(word)) {
      at++;
      return true;
    }
    return false;
  }

  void sign(String sign) {
    if (!takeSign(sign)) {
      throw peek().unexpected("\"" + sign + "\"");
    }
  }

  String text(Kind kind) {
    if (peek().kind() != kind) {
      throw peek().unexpected(kind.label());
    }
    return take().text();
  }

  /** A number, possibly with a sign. */
  double number() {
    boolean negative = takeSign("-");
    if (!negative) {
      takeSign("+");
    }
    Token token = peek();
    Double value = token.kind() == Kind.NUMBER ? Units.number(token.text()) : null;
    if (value == null) {
      throw token.unexpected(Kind.NUMBER.label());
    }
    take();
    return negative ? -value : value;
  }

  /** A duration in nanoseconds. */
  long duration() {
    Token token = peek();
    Double nanos = token.kind() == Kind.DURATION ? Units.duration(token.text()) : null;
    if (nanos == null) {
      throw token.unexpected(Kind.DURATION.label());
    }
    take();
    if (nanos > 100 * 365 * 86_400e9) {
      throw new LogQlException(token.line(), token.column(), "duration is too long");
    }
    return nanos.longValue();
  }

  /** Names between parentheses. */
  List<String> names() {
    sign("(");
    var names = new ArrayList<String>();
    while (!takeSign(")")) {
      names.add(text(Kind.WORD));
      if (!peek().is(")")) {
        sign(",");
      }
    }
    return names;
  }

  /** Counts nesting, so that a hostile query cannot exhaust the stack. */
  void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new LogQlException(
          peek().line(), peek().column(), "nested more than " + MAX_DEPTH + " levels deep");
    }
  }

  void back() {
    depth--;
  }
}
