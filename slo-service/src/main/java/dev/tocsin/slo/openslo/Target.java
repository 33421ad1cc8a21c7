package dev.tocsin.slo.openslo;

import dev.tocsin.slo.objective.Objective;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the one objective of an SLO as an exact decimal. */
final class Target {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,9})?");

  private Target() {}

  /** The objective; null after an error. */
  static @Nullable Objective read(YamlObject node) {
    node.only("displayName", "target", "targetPercent");
    node.optionalText("displayName", 200);
    if (node.has("target") == node.has("targetPercent")) {
      node.error("target", "be given, or targetPercent, and not both");
      return null;
    }
    boolean percent = node.has("targetPercent");
    String key = percent ? "targetPercent" : "target";
    String limit = percent ? "100" : "1";
    String text = node.requiredText(key, 20);
    if (text == null) {
      return null;
    }
    if (!DECIMAL.matcher(text).matches()) {
      node.error(
          key, "be a decimal from 0 to below " + limit + ", at most 9 digits after the point");
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    BigDecimal target = percent ? value.movePointLeft(2) : value;
    if (target.compareTo(BigDecimal.ONE) >= 0) {
      node.error(
          key, "be below " + limit + ": without a budget, burn is undefined and nothing can page");
      return null;
    }
    return new Objective(target);
  }
}
