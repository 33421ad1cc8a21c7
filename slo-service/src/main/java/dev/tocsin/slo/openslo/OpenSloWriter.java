package dev.tocsin.slo.openslo;

import dev.tocsin.slo.objective.SloDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a definition as OpenSLO v1; reading the result gives the same definition again. */
public final class OpenSloWriter {

  private OpenSloWriter() {}

  /** One YAML document. */
  public static String write(SloDefinition slo) {
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "openslo/v1");
    document.put("kind", "SLO");
    document.put("metadata", metadata(slo));
    document.put("spec", spec(slo));
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(120);
    options.setSplitLines(false);
    return new Yaml(options).dump(document);
  }

  private static Map<String, Object> metadata(SloDefinition slo) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", slo.name());
    if (slo.displayName() != null) {
      metadata.put("displayName", slo.displayName());
    }
    if (!slo.labels().isEmpty()) {
      var labels = new TreeMap<String, Object>();
      slo.labels().forEach((k, v) -> labels.put(k, v.size() == 1 ? v.getFirst() : v));
      metadata.put("labels", labels);
    }
    if (!slo.annotations().isEmpty()) {
      metadata.put("annotations", new TreeMap<>(slo.annotations()));
    }
    return metadata;
  }

  private static Map<String, Object> spec(SloDefinition slo) {
    var spec = new LinkedHashMap<String, Object>();
    if (slo.description() != null) {
      spec.put("description", slo.description());
    }
    spec.put("service", slo.service());
    spec.put(
        "indicator",
        ordered(
            "metadata",
            ordered("name", slo.name()),
            "spec",
            ordered(
                "ratioMetric",
                ordered("counter", true, "good", metric(slo), "total", metric(slo)))));
    spec.put("timeWindow", List.of(ordered("duration", slo.windowDays() + "d", "isRolling", true)));
    spec.put("budgetingMethod", "Occurrences");
    spec.put("objectives", List.of(ordered("target", slo.objective().target())));
    return spec;
  }

  private static Map<String, Object> metric(SloDefinition slo) {
    String measured = slo.monitor();
    return measured.startsWith(Indicator.SLI)
        ? source(Indicator.SLI_TYPE, "sli", measured.substring(Indicator.SLI.length()))
        : source(Indicator.TYPE, "monitor", measured);
  }

  private static Map<String, Object> source(String type, String key, String name) {
    return ordered("metricSource", ordered("type", type, "spec", ordered(key, name)));
  }

  private static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
