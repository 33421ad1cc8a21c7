package dev.tocsin.logs.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The six levels people name; each covers four of OpenTelemetry's 24 severity numbers. */
public enum Level {
  TRACE(1),
  DEBUG(5),
  INFO(9),
  WARN(13),
  ERROR(17),
  FATAL(21);

  private final int lowest;

  Level(int lowest) {
    this.lowest = lowest;
  }

  /** The lowest severity number of this level. */
  public int lowest() {
    return lowest;
  }

  /** The name in lower case, as the API shows it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level that covers a severity number; null for 0 (unset) and anything outside 1 to 24. */
  public static @Nullable Level ofNumber(int number) {
    return number < 1 || number > 24 ? null : values()[(number - 1) / 4];
  }

  /** The level's name for a severity number, {@code unknown} where there is none. */
  public static String labelOf(int number) {
    Level level = ofNumber(number);
    return level == null ? "unknown" : level.label();
  }

  /** The level a word of any dialect means; null when the word means none. */
  public static @Nullable Level ofWord(String word) {
    return ofNumber(Severity.ofText(word).number());
  }
}
