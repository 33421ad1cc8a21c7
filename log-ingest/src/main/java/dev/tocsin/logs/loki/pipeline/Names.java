package dev.tocsin.logs.loki.pipeline;

/** Label names: letters, digits and underscores. */
public final class Names {

  private Names() {}

  /** The label's name for any key: what a name may not hold becomes an underscore. */
  public static String label(String key) {
    boolean good = !key.isEmpty() && !isDigit(key.charAt(0));
    for (int i = 0; good && i < key.length(); i++) {
      good = isGood(key.charAt(i));
    }
    if (good) {
      return key;
    }
    var out = new StringBuilder(key.length() + 1);
    if (key.isEmpty() || isDigit(key.charAt(0))) {
      out.append('_');
    }
    for (int i = 0; i < key.length(); i++) {
      out.append(isGood(key.charAt(i)) ? key.charAt(i) : '_');
    }
    return out.toString();
  }

  private static boolean isGood(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
