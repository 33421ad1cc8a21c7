package dev.tocsin.logs.loki.logql;

import dev.tocsin.logs.loki.logql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a query into tokens. */
final class Lexer {

  private static final List<String> SIGNS =
      List.of(
          "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "{", "}", "(", ")", "[", "]",
          ",", "|", "=", ">", "<", "+", "-", "*", "/", "%", "^");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> cut(String text) {
    var lexer = new Lexer(text);
    while (lexer.next()) {
      // each call adds one token
    }
    return lexer.tokens;
  }

  private boolean next() {
    skipBlanks();
    int column = at - lineStart + 1;
    if (at >= text.length()) {
      tokens.add(new Token(Kind.END, "", line, column));
      return false;
    }
    char c = text.charAt(at);
    int start = at;
    if (c == '"' || c == '`') {
      int startLine = line;
      String value = c == '`' ? raw(column) : quoted(column);
      tokens.add(new Token(Kind.STRING, value, startLine, column));
    } else if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
      number(column);
    } else if (isLetter(c)) {
      while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
        at++;
      }
      tokens.add(new Token(Kind.WORD, text.substring(start, at), line, column));
    } else {
      sign(column);
    }
    return true;
  }

  private void sign(int column) {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        tokens.add(new Token(Kind.SIGN, sign, line, column));
        return;
      }
    }
    int point = text.codePointAt(at);
    throw new LogQlException(
        line,
        column,
        "syntax error: unexpected character " + Quoting.quote(Character.toString(point)));
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        newLine();
      } else if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  private void newLine() {
    line++;
    lineStart = at;
  }

  private String raw(int column) {
    int startLine = line;
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw new LogQlException(
          startLine, column, "syntax error: string is not closed, expecting `");
    }
    String value = text.substring(at + 1, end);
    for (at++; at < end; ) {
      if (text.charAt(at++) == '\n') {
        newLine();
      }
    }
    at = end + 1;
    return value;
  }

  private String quoted(int column) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length() || text.charAt(end) != '"') {
      throw new LogQlException(line, column, "syntax error: string is not closed, expecting \"");
    }
    String value = Quoting.unquote(text.substring(at + 1, end));
    if (value == null) {
      throw new LogQlException(
          line, column, "syntax error: unknown escape in string; write it between backticks");
    }
    at = end + 1;
    return value;
  }

  private void number(int column) {
    int start = at;
    digits();
    int whole = at;
    if (at < text.length() && "eE".indexOf(text.charAt(at)) >= 0) {
      at++;
      if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      int exponent = at;
      digits();
      if (at == exponent) {
        at = whole;
      }
    }
    Kind kind = Kind.NUMBER;
    if (at < text.length() && isUnitLetter(text.charAt(at))) {
      at = whole;
      while (at < text.length()
          && (isUnitLetter(text.charAt(at))
              || isDigit(text.charAt(at))
              || text.charAt(at) == '.')) {
        at++;
      }
      String written = text.substring(start, at);
      kind = Units.isDuration(written) ? Kind.DURATION : Kind.BYTES;
      if (kind == Kind.BYTES && !Units.isBytes(written)) {
        throw new LogQlException(
            line,
            column,
            "syntax error: " + Quoting.quote(written) + " is no number, duration or size");
      }
    }
    tokens.add(new Token(kind, text.substring(start, at), line, column));
  }

  private void digits() {
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':';
  }

  private static boolean isUnitLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == 'µ' || c == 'μ';
  }
}
