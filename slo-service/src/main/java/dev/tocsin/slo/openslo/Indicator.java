package dev.tocsin.slo.openslo;

import org.jspecify.annotations.Nullable;

/**
 * The SLI that can be measured today: the probes of one monitor.
 *
 * @param monitor its id or name
 */
record Indicator(String monitor) {

  private static final String TYPE = "tocsin-monitor";

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
      ratio.error("total", "count the same monitor as the good events");
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
    if (type != null && !type.equals(TYPE)) {
      source.error("type", "be " + TYPE);
    }
    YamlObject spec = source.requiredObject("spec");
    return spec == null ? null : spec.only("monitor").requiredText("monitor", 200);
  }
}
