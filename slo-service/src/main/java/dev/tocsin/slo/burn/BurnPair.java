package dev.tocsin.slo.burn;

import dev.tocsin.slo.objective.Fraction;
import java.time.Duration;
import java.util.List;

/**
 * A long and a short window that must both burn faster than the factor. The long one proves that
 * budget is really being spent, the short one that it still is.
 *
 * @param severity what it leads to
 * @param share s, the share of the period's budget that is spent when it fires at constant burn
 * @param longWindow w
 * @param shortWindow w_s
 */
public record BurnPair(String severity, Fraction share, Duration longWindow, Duration shortWindow) {

  /** The pairs that page: 2 % of the budget in an hour, or 5 % in six hours. */
  public static final List<BurnPair> PAGE =
      List.of(
          new BurnPair("page", Fraction.of(2, 100), Duration.ofHours(1), Duration.ofMinutes(5)),
          new BurnPair("page", Fraction.of(5, 100), Duration.ofHours(6), Duration.ofMinutes(30)));

  /** F = s · P / w, always from the true length of the period. */
  public Fraction factor(Duration period) {
    return share.times(Fraction.of(period.toSeconds(), longWindow.toSeconds()));
  }

  /** For people, for instance {@code page 1h/5m}. */
  public String name() {
    return severity + " " + text(longWindow) + "/" + text(shortWindow);
  }

  /** For instance {@code 1h} or {@code 5m}. */
  public static String text(Duration window) {
    return window.toMinutes() % 60 == 0 ? window.toHours() + "h" : window.toMinutes() + "m";
  }
}
