package dev.tocsin.logs.query.language;

/** A comparison. */
public enum Op {
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">="),
  EQ("="),
  NE("!=");

  private final String sign;

  Op(String sign) {
    this.sign = sign;
  }

  /** How it is written, here and in SQL. */
  public String sign() {
    return sign;
  }

  /** Whether two numbers stand in this relation. */
  public boolean holds(double left, double right) {
    return switch (this) {
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
      case EQ -> left == right;
      case NE -> left != right;
    };
  }
}
