package dev.tocsin.slo.openslo;

import org.jspecify.annotations.Nullable;

/**
 * An SLI: the probes of one monitor, or the good and valid events that another service counts.
 *
 * @param monitor the monitor's id or name, or {@link #SLI} and the name of the counted SLI
 */
record Indicator(String monitor) {

  /** Type of the probes of a monitor. */
  static final String TYPE = "tocsin-monitor";

  /** Type of counts from {@code sli-buckets}, for instance of a log metric. */
  static final String SLI_TYPE = "tocsin-sli";

  /** Tells the name of a counted SLI from that of a monitor. */
  static final String SLI = "sli:";

  /** Reads an SLI's spec. */
  static @Nullable Indicator read(YamlObject spec) {
    spec.only("description", "ratioMetric", "thresholdMetric");
    if (spec.has("thresholdMetric")) {
      spec.error("thresholdMetric", "be replaced by a ratioMetric of type " + TYPE);
      return null;
    }
    YamlObject ratio = spec.requiredObject("ratioMetric");
    if (ratio == null) {
      return null;
    }
    ratio.only("counter", "good", "bad", "total");
    String counter = ratio.text("counter");
    if (counter != null && !counter.equals("true") && !counter.equals("false")) {
      ratio.error("counter", "be true or false");
    }
    if (ratio.has("good") == ratio.has("bad")) {
      ratio.error(ratio.has("bad") ? "bad" : "good", "be given: either good or bad, with total");
      return null;
    }
    String part = monitorOf(ratio, ratio.has("good") ? "good" : "bad");
    String total = monitorOf(ratio, "total");
    if (part == null || total == null) {
      return null;
    }
    if (!part.equals(total)) {
      ratio.error(
          "total",
          "count the same " + (part.startsWith(SLI) ? "SLI" : "monitor") + " as the good events");
      return null;
    }
    return new Indicator(total);
  }

  private static @Nullable String monitorOf(YamlObject ratio, String role) {
    YamlObject metric = ratio.requiredObject(role);
    YamlObject source =
        metric == null ? null : metric.only("metricSource").requiredObject("metricSource");
    if (source == null) {
      return null;
    }
    source.only("type", "spec");
    String type = source.requiredText("type", 60);
    boolean counted = SLI_TYPE.equals(type);
    if (type != null && !counted && !type.equals(TYPE)) {
      source.error("type", "be " + TYPE + " or " + SLI_TYPE);
    }
    YamlObject spec = source.requiredObject("spec");
    if (spec == null) {
      return null;
    }
    if (counted) {
      String name = spec.only("sli").requiredText("sli", 190);
      return name == null ? null : SLI + name;
    }
    return spec.only("monitor").requiredText("monitor", 200);
  }
}
