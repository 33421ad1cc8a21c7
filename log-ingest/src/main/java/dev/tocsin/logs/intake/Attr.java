package dev.tocsin.logs.intake;

/**
 * One attribute of an origin.
 *
 * @param key its dotted name
 * @param value a String, Long, Double or Boolean
 */
public record Attr(String key, Object value) {

  /** Checks the value's type. */
  public Attr {
    if (!(value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean)) {
      throw new IllegalArgumentException("an attribute is text, a number or a truth value");
    }
  }

  /** A text attribute. */
  public static Attr of(String key, String value) {
    return new Attr(key, value);
  }

  /** An integer attribute. */
  public static Attr of(String key, long value) {
    return new Attr(key, value);
  }
}
