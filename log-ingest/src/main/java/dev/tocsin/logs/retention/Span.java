package dev.tocsin.logs.retention;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them: {@code 36h}, {@code 14d}, {@code 8w}. */
final class Span {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([smhdw])");

  private Span() {}

  /** The length, or null when the text is none. */
  static @Nullable Duration read(String text) {
    Matcher match = FORM.matcher(text.strip());
    if (!match.matches()) {
      return null;
    }
    long n = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      case "d" -> Duration.ofDays(n);
      default -> Duration.ofDays(7 * n);
    };
  }

  /** In the largest unit that fits exactly, days at most. */
  static String write(Duration length) {
    long s = length.toSeconds();
    if (s % 86_400 == 0) {
      return s / 86_400 + "d";
    }
    if (s % 3600 == 0) {
      return s / 3600 + "h";
    }
    return s % 60 == 0 ? s / 60 + "m" : s + "s";
  }
}
