package dev.tocsin.logs.loki.logql;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Durations and sizes as people write them. */
public final class Units {

  private static final Map<String, Double> NANOS =
      Map.ofEntries(
          Map.entry("ns", 1.0),
          Map.entry("us", 1e3),
          Map.entry("µs", 1e3),
          Map.entry("μs", 1e3),
          Map.entry("ms", 1e6),
          Map.entry("s", 1e9),
          Map.entry("m", 60e9),
          Map.entry("h", 3600e9),
          Map.entry("d", 86_400e9),
          Map.entry("w", 604_800e9),
          Map.entry("y", 31_536_000e9));

  private static final Map<String, Double> BYTES =
      Map.ofEntries(
          Map.entry("b", 1.0),
          Map.entry("kib", 1024.0),
          Map.entry("mib", 1024.0 * 1024),
          Map.entry("gib", 1024.0 * 1024 * 1024),
          Map.entry("tib", 1024.0 * 1024 * 1024 * 1024),
          Map.entry("pib", 1024.0 * 1024 * 1024 * 1024 * 1024),
          Map.entry("kb", 1e3),
          Map.entry("mb", 1e6),
          Map.entry("gb", 1e9),
          Map.entry("tb", 1e12),
          Map.entry("pb", 1e15),
          Map.entry("k", 1e3),
          Map.entry("m", 1e6),
          Map.entry("g", 1e9),
          Map.entry("t", 1e12));

  private static final int MAX_LENGTH = 64;

  private Units() {}

  static boolean isDuration(String text) {
    return duration(text) != null;
  }

  static boolean isBytes(String text) {
    return bytes(text) != null;
  }

  /** Nanoseconds of {@code 1h30m}, {@code 1.5s}; null when it is no duration. */
  public static @Nullable Double duration(String written) {
    String text = written.strip();
    boolean negative = text.startsWith("-");
    int at = negative ? 1 : 0;
    if (at == text.length() || text.length() > MAX_LENGTH) {
      return null;
    }
    double sum = 0;
    while (at < text.length()) {
      int unit = endOfDigits(text, at);
      int end = unit;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      Double value = number(text.substring(at, unit));
      Double factor = NANOS.get(text.substring(unit, end));
      if (value == null || factor == null) {
        return null;
      }
      sum += value * factor;
      at = end;
    }
    return negative ? -sum : sum;
  }

  /** Bytes of {@code 20MB}, {@code 1.5 KiB}; null when it is no size. */
  public static @Nullable Double bytes(String written) {
    String text = written.strip();
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    int unit = endOfDigits(text, 0);
    Double value = number(text.substring(0, unit));
    String name = text.substring(unit).strip().toLowerCase(Locale.ROOT);
    Double factor = name.isEmpty() ? Double.valueOf(1) : BYTES.get(name);
    return value == null || factor == null ? null : Double.valueOf(value * factor);
  }

  /** A plain number; null for anything else. */
  public static @Nullable Double number(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return null;
      }
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static int endOfDigits(String text, int from) {
    int at = from;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return at;
  }
}
