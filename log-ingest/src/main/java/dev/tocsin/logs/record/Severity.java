package dev.tocsin.logs.record;

import java.util.Locale;
import java.util.Map;

/**
 * How bad a record is.
 *
 * @param number OpenTelemetry's scale, 1 (trace) to 24 (fatal); 0 when nobody said
 * @param text the sender's own word, kept as it came; empty when there was none
 */
public record Severity(int number, String text) {

  /** Nobody said. */
  public static final Severity UNSET = new Severity(0, "");

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("trace", 1),
          Map.entry("trc", 1),
          Map.entry("t", 1),
          Map.entry("finest", 1),
          Map.entry("finer", 2),
          Map.entry("verbose", 1),
          Map.entry("v", 1),
          Map.entry("silly", 1),
          Map.entry("debug", 5),
          Map.entry("dbg", 5),
          Map.entry("d", 5),
          Map.entry("fine", 5),
          Map.entry("config", 6),
          Map.entry("info", 9),
          Map.entry("inf", 9),
          Map.entry("i", 9),
          Map.entry("information", 9),
          Map.entry("informational", 9),
          Map.entry("notice", 10),
          Map.entry("warn", 13),
          Map.entry("wrn", 13),
          Map.entry("w", 13),
          Map.entry("warning", 13),
          Map.entry("error", 17),
          Map.entry("err", 17),
          Map.entry("e", 17),
          Map.entry("severe", 17),
          Map.entry("critical", 18),
          Map.entry("crit", 18),
          Map.entry("alert", 19),
          Map.entry("fatal", 21),
          Map.entry("ftl", 21),
          Map.entry("f", 21),
          Map.entry("emerg", 21),
          Map.entry("emergency", 21),
          Map.entry("panic", 21));

  private static final int[] SYSLOG = {21, 19, 18, 17, 13, 10, 9, 5};

  /** A number outside the scale means that nobody said. */
  public Severity {
    number = number < 0 || number > 24 ? 0 : number;
  }

  /**
   * Reads a word of any dialect, for instance {@code WARNING}, {@code crit}, {@code ERROR2}, "30".
   */
  public static Severity ofText(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    Integer known = WORDS.get(word);
    if (known != null) {
      return new Severity(known, text);
    }
    if (word.isEmpty() || word.length() > 20) {
      return new Severity(0, text);
    }
    if (word.chars().allMatch(c -> c >= '0' && c <= '9') && word.length() <= 3) {
      return ofDialectNumber(Integer.parseInt(word));
    }
    char last = word.charAt(word.length() - 1);
    Integer base = WORDS.get(word.substring(0, word.length() - 1));
    boolean step = last >= '2' && last <= '4' && base != null && base % 4 == 1 && word.length() > 2;
    return step && base != null ? new Severity(base + (last - '1'), text) : new Severity(0, text);
  }

  /**
   * Reads a number from a field that may follow any convention: 0 to 7 is syslog, 10 to 69 is pino
   * and bunyan. Anything else is kept as text only.
   */
  public static Severity ofDialectNumber(int number) {
    String text = Integer.toString(number);
    if (number >= 0 && number < SYSLOG.length) {
      return new Severity(SYSLOG[number], text);
    }
    return number >= 10 && number < 70
        ? new Severity(4 * (number / 10 - 1) + 1, text)
        : new Severity(0, text);
  }

  /** OTLP's pair: the number counts, the text fills in when the number is unset. */
  public static Severity ofOtlp(int number, String text) {
    return number >= 1 && number <= 24 || text.isEmpty()
        ? new Severity(number, text)
        : ofText(text);
  }
}
