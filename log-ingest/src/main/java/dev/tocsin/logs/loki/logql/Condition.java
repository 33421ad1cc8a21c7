package dev.tocsin.logs.loki.logql;

/** What a label filter asks. */
public sealed interface Condition {

  /** Both. */
  record And(Condition left, Condition right) implements Condition {}

  /** One of the two. */
  record Or(Condition left, Condition right) implements Condition {}

  /** A condition on text. */
  record Text(Matcher matcher) implements Condition {}

  /**
   * A comparison with a number.
   *
   * @param label whose value
   * @param operator a comparison
   * @param value in the base unit: itself, nanoseconds, or bytes
   * @param unit how the label's value is read
   * @param written as in the query
   */
  record Number(String label, Operator operator, double value, Unit unit, String written)
      implements Condition {}

  /** Address of a network or range of addresses; negative for {@code !=}. */
  record Address(String label, boolean negative, String network) implements Condition {}

  /** How a text becomes a number. */
  enum Unit {
    PLAIN,
    DURATION,
    BYTES
  }
}
