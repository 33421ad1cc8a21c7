package dev.tocsin.slo.openslo;

import dev.tocsin.slo.objective.Objective;
import dev.tocsin.slo.objective.SloDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenSLO v1: SLO objects, the SLI objects they refer to in the same upload, and Service
 * objects (accepted, not kept). Whatever would silently mean something else here is an error.
 */
public final class OpenSloReader {

  /** Fewest bad events that may page, as an annotation of the SLO. */
  public static final String MIN_BAD = "tocsin.dev/min-bad";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SMALL_NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
  private static final int DISPLAY_LENGTH = 200;
  private static final int DESCRIPTION_LENGTH = 1_050;

  private final Findings findings = new Findings();
  private final List<Read> slos = new ArrayList<>();

  private OpenSloReader() {}

  /** Reads a whole upload; never throws for what the author wrote. */
  public static Upload read(String text) {
    var reader = new OpenSloReader();
    reader.readAll(YamlDocuments.read(text, reader.findings));
    var definitions = reader.slos.stream().map(Read::slo).toList();
    return new Upload(definitions, reader.findings.errors(), reader.findings.warnings());
  }

  private void readAll(List<YamlObject> documents) {
    var indicators = new LinkedHashMap<String, Indicator>();
    var pending = new ArrayList<YamlObject>();
    for (YamlObject raw : documents) {
      String kind = raw.requiredText("kind", 40);
      if (!"openslo/v1".equals(raw.requiredText("apiVersion", 60)) && raw.has("apiVersion")) {
        raw.error("apiVersion", "be openslo/v1");
      }
      YamlObject metadata = raw.requiredObject("metadata");
      String name = metadata == null ? null : nameOf(metadata);
      YamlObject document = raw.named(kind + " " + (name == null ? "(no name)" : name));
      document.only("apiVersion", "kind", "metadata", "spec");
      switch (kind) {
        case "SLO" -> pending.add(document);
        case "SLI" -> {
          YamlObject spec = document.requiredObject("spec");
          Indicator indicator = spec == null ? null : Indicator.read(spec);
          if (name != null && indicator != null) {
            indicators.put(name, indicator);
          }
        }
        case "Service" ->
            document.warning("kind", "is accepted but not kept: services are known by their name");
        case null -> {}
        default -> document.error("kind", "be SLO, SLI or Service");
      }
    }
    pending.forEach(document -> readSlo(document, indicators));
    rejectTwins();
  }

  private void readSlo(YamlObject document, Map<String, Indicator> indicators) {
    YamlObject metadata = document.object("metadata");
    YamlObject spec = document.requiredObject("spec");
    if (metadata == null || spec == null) {
      return;
    }
    metadata.only("name", "displayName", "labels", "annotations");
    spec.only(
        "description",
        "service",
        "indicator",
        "indicatorRef",
        "timeWindow",
        "budgetingMethod",
        "objectives",
        "alertPolicies");
    String service = spec.requiredText("service", 100);
    String description = spec.optionalText("description", DESCRIPTION_LENGTH);
    Indicator indicator = indicatorOf(spec, indicators);
    Integer days = TimeWindow.days(spec);
    checkMethod(spec);
    checkPolicies(spec);
    YamlObject objectiveNode = spec.single("objectives");
    Objective objective = objectiveNode == null ? null : Target.read(objectiveNode);
    String displayName = metadata.optionalText("displayName", DISPLAY_LENGTH);
    var labels = metadata.texts("labels", true);
    var annotations = new LinkedHashMap<String, String>();
    metadata.texts("annotations", false).forEach((k, v) -> annotations.put(k, v.getFirst()));
    int minBad = minBad(metadata, annotations);
    String name = metadata.text("name");
    if (name == null
        || !NAME.matcher(name).matches()
        || service == null
        || indicator == null
        || days == null
        || objectiveNode == null
        || objective == null) {
      return;
    }
    var slo =
        new SloDefinition(
            name,
            displayName,
            description,
            service,
            indicator.monitor(),
            objective,
            days,
            minBad,
            labels,
            annotations);
    Lint.check(slo, objectiveNode);
    slos.add(new Read(slo, metadata));
  }

  private static @Nullable Indicator indicatorOf(
      YamlObject spec, Map<String, Indicator> indicators) {
    if (spec.has("indicator") == spec.has("indicatorRef")) {
      spec.error("indicator", "be given inline, or by indicatorRef, and not both");
      return null;
    }
    if (spec.has("indicatorRef")) {
      String reference = spec.requiredText("indicatorRef", 63);
      Indicator found = reference == null ? null : indicators.get(reference);
      if (reference != null && found == null) {
        spec.error("indicatorRef", "name an SLI that is valid and part of the same upload");
      }
      return found;
    }
    YamlObject inline = spec.object("indicator");
    if (inline == null) {
      return null;
    }
    inline.only("metadata", "spec");
    YamlObject inner = inline.requiredObject("spec");
    return inner == null ? null : Indicator.read(inner);
  }

  private static void checkMethod(YamlObject spec) {
    String method = spec.requiredText("budgetingMethod", 40);
    if (method != null && !method.equals("Occurrences")) {
      spec.error("budgetingMethod", "be Occurrences: a monitor's probes are counted one by one");
    }
  }

  private static void checkPolicies(YamlObject spec) {
    if (spec.has("alertPolicies") && !spec.isEmptyList("alertPolicies")) {
      spec.error(
          "alertPolicies",
          "be left out: every SLO pages by the pairs 1h/5m (2 % of the budget) and 6h/30m (5 %)");
    }
  }

  private static int minBad(YamlObject metadata, Map<String, String> annotations) {
    String text = annotations.get(MIN_BAD);
    if (text == null) {
      return SloDefinition.DEFAULT_MIN_BAD;
    }
    if (!SMALL_NUMBER.matcher(text).matches()) {
      metadata.error("annotations", "give " + MIN_BAD + " as a whole number from 1 to 9999");
      return SloDefinition.DEFAULT_MIN_BAD;
    }
    return Integer.parseInt(text);
  }

  private static @Nullable String nameOf(YamlObject metadata) {
    String name = metadata.requiredText("name", 63);
    if (name != null && !NAME.matcher(name).matches()) {
      metadata.error("name", "be 1 to 63 of a-z, 0-9 and -, with a letter or digit at both ends");
      return null;
    }
    return name;
  }

  private void rejectTwins() {
    var seen = new HashSet<String>();
    for (Read read : slos) {
      if (!seen.add(read.slo().name())) {
        read.metadata().error("name", "be unique within the upload");
      }
    }
  }

  private record Read(SloDefinition slo, YamlObject metadata) {}

  /**
   * What an upload holds.
   *
   * @param slos definitions that could be read; to be used only when there are no errors
   * @param errors every broken rule
   * @param warnings what is allowed but worth knowing
   */
  public record Upload(List<SloDefinition> slos, List<Finding> errors, List<Finding> warnings) {}
}
