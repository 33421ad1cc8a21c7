package dev.tocsin.logs.loki.logql;

/** Operators between two sides, weakest first. */
public enum Operator {
  OR("or", 1),
  AND("and", 2),
  UNLESS("unless", 2),
  EQ("==", 3),
  NE("!=", 3),
  GT(">", 3),
  GE(">=", 3),
  LT("<", 3),
  LE("<=", 3),
  ADD("+", 4),
  SUB("-", 4),
  MUL("*", 5),
  DIV("/", 5),
  MOD("%", 5),
  POW("^", 6);

  private final String sign;
  private final int strength;

  Operator(String sign, int strength) {
    this.sign = sign;
    this.strength = strength;
  }

  /** As written in a query. */
  public String sign() {
    return sign;
  }

  int strength() {
    return strength;
  }

  /** True for {@code and or unless}. */
  public boolean set() {
    return this == OR || this == AND || this == UNLESS;
  }

  /** True for the six comparisons. */
  public boolean comparison() {
    return strength == 3;
  }

  /** Whether a comparison holds. */
  public boolean holds(double left, double right) {
    return switch (this) {
      case EQ -> left == right;
      case NE -> left != right;
      case GT -> left > right;
      case GE -> left >= right;
      case LT -> left < right;
      case LE -> left <= right;
      default -> throw new IllegalStateException("no comparison: " + sign);
    };
  }

  /** The value of an arithmetic operator. */
  public double apply(double left, double right) {
    return switch (this) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MOD -> left % right;
      case POW -> Math.pow(left, right);
      default -> throw new IllegalStateException("no arithmetic: " + sign);
    };
  }
}
