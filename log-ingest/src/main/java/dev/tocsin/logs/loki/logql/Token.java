package dev.tocsin.logs.loki.logql;

/**
 * A piece of a query.
 *
 * @param kind what it is
 * @param text as written; of a string, its value
 * @param line counted from one
 * @param column counted from one
 */
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    WORD("IDENTIFIER"),
    STRING("STRING"),
    NUMBER("NUMBER"),
    DURATION("DURATION"),
    BYTES("BYTES"),
    SIGN("sign"),
    END("end of query");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /** How an error names it. */
  String shown() {
    return switch (kind) {
      case SIGN -> "\"" + text + "\"";
      case END -> "end of query";
      default -> kind.label() + " \"" + (text.length() > 40 ? text.substring(0, 40) : text) + "\"";
    };
  }

  LogQlException unexpected(String expected) {
    return new LogQlException(
        line, column, "syntax error: unexpected " + shown() + ", expecting " + expected);
  }
}
