package dev.tocsin.logs.query.language;

import java.util.List;

/**
 * A condition on one log line. Every condition is true or false: a field that a line does not have
 * makes each {@link Text}, {@link Number} and {@link Exists} on it false, and its {@link Not} true.
 */
public sealed interface Expr {

  /** Holds for every line. */
  Expr ALL = new All();

  /** Holds for every line. */
  record All() implements Expr {}

  /**
   * All parts hold; true without parts.
   *
   * @param parts conditions
   */
  record And(List<Expr> parts) implements Expr {
    /** Keeps its own copy. */
    public And {
      parts = List.copyOf(parts);
    }
  }

  /**
   * At least one part holds; false without parts.
   *
   * @param parts conditions
   */
  record Or(List<Expr> parts) implements Expr {
    /** Keeps its own copy. */
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The part does not hold.
   *
   * @param part a condition
   */
  record Not(Expr part) implements Expr {}

  /**
   * The field's text matches; for {@link Field.Any} one of its values does.
   *
   * @param field what is looked at; numbers and truth values count as their JSON text
   * @param kind how the pattern is meant
   * @param pattern text, wildcard pattern or RE2 expression
   * @param caseSensitive whether "A" differs from "a"
   */
  record Text(Field field, Kind kind, String pattern, boolean caseSensitive) implements Expr {}

  /**
   * The field is a number, or text that reads as one, in this relation to a value. Without a unit
   * plain numbers count; with one also text that carries a unit ("1.5s", "20 KiB").
   *
   * @param field what is looked at
   * @param op the relation; {@code NE} too holds only where there is a number
   * @param value the other side: seconds or bytes where there is a unit
   * @param unit what the value measures
   */
  record Number(Field field, Op op, double value, Unit unit) implements Expr {
    /** A plain number. */
    public Number(Field field, Op op, double value) {
      this(field, op, value, Unit.NONE);
    }
  }

  /**
   * The severity number stands in this relation.
   *
   * @param op the relation
   * @param number 0 (nobody said) to 24
   */
  record Severity(Op op, int number) implements Expr {}

  /**
   * The line has the field, and it is not empty.
   *
   * @param field what is looked at
   */
  record Exists(Field field) implements Expr {}

  /**
   * The event time lies in this range. Nobody writes this: a question's own range is not part of
   * its condition.
   *
   * @param fromNs earliest event time, inclusive
   * @param toNs latest event time, exclusive
   */
  record Time(long fromNs, long toNs) implements Expr {}

  /** How a pattern is meant. */
  enum Kind {
    /** One whole token. */
    WORD,
    /** Occurs, and does not begin or end within a token. */
    PHRASE,
    /** Occurs, and does not begin within a token. */
    PREFIX,
    /** Occurs. */
    SUBSTRING,
    /**
     * The whole value; {@code *} any run, {@code ?} any one character, {@code \} takes it as is.
     */
    WILDCARD,
    /** An RE2 expression that matches anywhere; {@code .} matches line ends too. */
    REGEX,
    /** The whole value. */
    EXACT
  }

  /** What a number measures. */
  enum Unit {
    NONE,
    /** The value is in seconds; plain numbers are read by their key's ending, else as ms. */
    DURATION,
    /** The value is in bytes; plain numbers are bytes. */
    BYTES
  }

  /** All of them, without needless nesting. */
  static Expr and(Expr... parts) {
    return and(List.of(parts));
  }

  /** All of them, without needless nesting. */
  static Expr and(List<Expr> parts) {
    List<Expr> flat =
        parts.stream()
            .flatMap(
                part -> part instanceof And and ? and.parts().stream() : List.of(part).stream())
            .filter(part -> !(part instanceof All))
            .toList();
    return switch (flat.size()) {
      case 0 -> ALL;
      case 1 -> flat.getFirst();
      default -> new And(flat);
    };
  }

  /** Any of them, without needless nesting. */
  static Expr or(List<Expr> parts) {
    List<Expr> flat =
        parts.stream()
            .flatMap(part -> part instanceof Or or ? or.parts().stream() : List.of(part).stream())
            .toList();
    if (flat.stream().anyMatch(All.class::isInstance)) {
      return ALL;
    }
    return flat.size() == 1 ? flat.getFirst() : new Or(flat);
  }

  /** At least this bad. */
  static Expr atLeast(int severity) {
    return new Severity(Op.GE, severity);
  }

  /** The field has exactly this value. */
  static Expr exactly(Field field, String value) {
    return new Text(field, Kind.EXACT, value, true);
  }
}
