package dev.tocsin.logs.loki.logql;

/** A condition on a label's text; a label that is missing has the empty text. */
public record Matcher(String label, Match match, String value) {

  /** How texts are compared; regular expressions must match the whole text. */
  public enum Match {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String sign;

    Match(String sign) {
      this.sign = sign;
    }

    /** As written in a query. */
    public String sign() {
      return sign;
    }

    /** True for the two that say no. */
    public boolean negative() {
      return this == NOT_EQUAL || this == NOT_REGEX;
    }

    /** True for the two that take a regular expression. */
    public boolean regex() {
      return this == REGEX || this == NOT_REGEX;
    }
  }

  @Override
  public String toString() {
    return label + match.sign() + Quoting.quote(value);
  }
}
