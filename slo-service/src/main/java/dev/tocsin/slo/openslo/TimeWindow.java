package dev.tocsin.slo.openslo;

import dev.tocsin.slo.objective.SloDefinition;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rolling window. OpenSLO's text calls it optional, but without it nothing is defined.
 */
final class TimeWindow {

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([mhdwMQY])");

  private TimeWindow() {}

  /** The window in days; null after an error. */
  static @Nullable Integer days(YamlObject spec) {
    YamlObject window = spec.single("timeWindow");
    if (window == null) {
      return null;
    }
    window.only("duration", "isRolling", "calendar");
    if (window.has("calendar")) {
      window.error("calendar", "be left out: only rolling windows are measured");
    } else if (!"true".equals(window.requiredText("isRolling", 10)) && window.has("isRolling")) {
      window.error("isRolling", "be true: only rolling windows are measured");
    }
    String text = window.requiredText("duration", 10);
    if (text == null) {
      return null;
    }
    var match = DURATION.matcher(text);
    long minutes = match.matches() ? minutes(Long.parseLong(match.group(1)), match.group(2)) : 0;
    long days = minutes / 1_440;
    if (minutes % 1_440 != 0 || days < 1 || days > SloDefinition.MAX_WINDOW_DAYS) {
      window.error(
          "duration",
          "be whole days from 1d to %dd, for instance 30d or 4w"
              .formatted(SloDefinition.MAX_WINDOW_DAYS));
      return null;
    }
    return Math.toIntExact(days);
  }

  /** Zero for units whose length depends on the calendar: a rolling window has one length. */
  private static long minutes(long count, String unit) {
    return switch (unit) {
      case "m" -> count;
      case "h" -> count * 60;
      case "d" -> count * 1_440;
      case "w" -> count * 10_080;
      default -> 0;
    };
  }
}
