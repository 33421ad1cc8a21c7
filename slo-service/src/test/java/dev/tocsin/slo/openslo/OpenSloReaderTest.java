package dev.tocsin.slo.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.slo.objective.Objective;
import dev.tocsin.slo.objective.SloDefinition;
import dev.tocsin.testkit.Seeded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenSloReaderTest {

  private static final String VALID =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: checkout-availability
        displayName: Checkout is up
        labels:
          team: shop
          tier: [one, gold]
        annotations:
          tocsin.dev/min-bad: "3"
      spec:
        description: Customers can pay.
        service: checkout
        indicator:
          metadata:
            name: checkout-probes
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource:
                  type: tocsin-monitor
                  spec:
                    monitor: checkout
              total:
                metricSource:
                  type: tocsin-monitor
                  spec:
                    monitor: checkout
        timeWindow:
          - duration: 30d
            isRolling: true
        budgetingMethod: Occurrences
        objectives:
          - target: 0.999
      """;

  @Test
  void readsAnSloWithEveryField() {
    var upload = OpenSloReader.read(VALID);

    assertThat(upload.errors()).isEmpty();
    assertThat(upload.warnings()).isEmpty();
    assertThat(upload.slos())
        .containsExactly(
            new SloDefinition(
                "checkout-availability",
                "Checkout is up",
                "Customers can pay.",
                "checkout",
                "checkout",
                Objective.of("0.999"),
                30,
                3,
                Map.of("team", List.of("shop"), "tier", List.of("one", "gold")),
                Map.of("tocsin.dev/min-bad", "3")));
  }

  @Test
  void writtenDefinitionReadsBackTheSame() {
    var slo = OpenSloReader.read(VALID).slos().getFirst();

    var again = OpenSloReader.read(OpenSloWriter.write(slo));

    assertThat(again.errors()).isEmpty();
    assertThat(again.slos()).containsExactly(slo);
    assertThat(OpenSloWriter.write(slo)).contains("target: 0.999");
  }

  @Test
  void anyTextSurvivesTheRoundTrip() {
    Seeded.check(
        200,
        random -> {
          var slo =
              new SloDefinition(
                  "any",
                  "d" + random.text(60),
                  "x" + random.text(200),
                  "s" + random.text(30),
                  "m" + random.text(30),
                  Objective.of("0.98" + random.between(1, 9_999_999)),
                  random.between(15, 90),
                  2,
                  Map.of("k" + random.text(5), List.of(random.text(10), random.text(10))),
                  Map.of("a/" + random.text(5), random.text(20)));

          var again = OpenSloReader.read(OpenSloWriter.write(slo));

          assertThat(again.errors()).isEmpty();
          assertThat(again.slos()).containsExactly(slo);
        });
  }

  @Test
  void jsonIsReadAsWell() {
    var json =
        """
        {"apiVersion":"openslo/v1","kind":"SLO","metadata":{"name":"a"},"spec":{"service":"s",
        "indicatorRef":"i","timeWindow":[{"duration":"4w","isRolling":true}],
        "budgetingMethod":"Occurrences","objectives":[{"targetPercent":99.95}]}}
        ---
        {"apiVersion":"openslo/v1","kind":"SLI","metadata":{"name":"i"},"spec":{"ratioMetric":{
        "bad":{"metricSource":{"type":"tocsin-monitor","spec":{"monitor":"m"}}},
        "total":{"metricSource":{"type":"tocsin-monitor","spec":{"monitor":"m"}}}}}}
        """;

    var upload = OpenSloReader.read(json);

    assertThat(upload.errors()).isEmpty();
    var slo = upload.slos().getFirst();
    assertThat(slo.objective()).isEqualTo(Objective.of("0.9995"));
    assertThat(slo.windowDays()).isEqualTo(28);
    assertThat(slo.monitor()).isEqualTo("m");
    assertThat(slo.minBad()).isEqualTo(2);
  }

  @Test
  void allErrorsComeAtOnceWithLineObjectAndRule() {
    var text =
        VALID
            .replace("displayName: Checkout is up", "title: Checkout is up")
            .replace("duration: 30d", "duration: 1M")
            .replace("Occurrences", "Timeslices")
            .replace("target: 0.999", "target: 1.0");

    var errors = OpenSloReader.read(text).errors();

    assertThat(errors)
        .extracting(Finding::line, Finding::field)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(5, "metadata.title"),
            org.assertj.core.groups.Tuple.tuple(31, "spec.timeWindow[0].duration"),
            org.assertj.core.groups.Tuple.tuple(33, "spec.budgetingMethod"),
            org.assertj.core.groups.Tuple.tuple(35, "spec.objectives[0].target"));
    assertThat(errors).extracting(Finding::object).containsOnly("SLO checkout-availability");
    assertThat(errors.getFirst().toFieldError().rule())
        .isEqualTo("not be there: no such field is known (line 5, SLO checkout-availability)");
  }

  @Test
  void eachBrokenRuleIsNamed() {
    breaks("apiVersion: openslo/v1", "apiVersion: openslo/v9", "apiVersion", "be openslo/v1");
    breaks("kind: SLO", "kind: Widget", "kind", "be SLO, SLI or Service");
    breaks("name: checkout-availability", "name: Not_A_Label", "metadata.name", "a-z");
    breaks("  service: checkout\n", "", "spec.service", "be present");
    breaks("isRolling: true", "isRolling: false", "spec.timeWindow[0].isRolling", "be true");
    breaks("duration: 30d", "duration: 0d", "spec.timeWindow[0].duration", "whole days");
    breaks("duration: 30d", "duration: 91d", "spec.timeWindow[0].duration", "1d to 90d");
    breaks("duration: 30d", "duration: 36h", "spec.timeWindow[0].duration", "whole days");
    breaks("target: 0.999", "target: .nan", "spec.objectives[0].target", "decimal");
    breaks("target: 0.999", "targetPercent: 100", "spec.objectives[0].targetPercent", "below 100");
    breaks("target: 0.999", "target: 1e-3", "spec.objectives[0].target", "decimal");
    breaks("\"3\"", "\"many\"", "metadata.annotations", "whole number");
    breaks("      total:", "      bad:", "spec.indicator.spec.ratioMetric", "good or bad");
    breaks("- target: 0.999", "- target: 0.9\n    - target: 0.8", "spec.objectives", "exactly one");
    breaks(
        "budgetingMethod: Occurrences",
        "budgetingMethod: Occurrences\n  alertPolicies: [{}]",
        "spec.alertPolicies",
        "left out");
    breaks("kind: SLO", "kind: SLO\nkind: SLO", "kind", "once only");
    breaks("service: checkout", "service: \"a\\0\"", "spec.service", "zero character");
    breaks("team: shop", "team: \"a\\0\"", "metadata.labels.team", "zero character");
    breaks("metadata:\n  name", "metadata: [1]\nx:\n  name", "metadata", "be an object");
  }

  @Test
  void objectiveThatCanNeverPageIsRefusedWithTheLowestThatCan() {
    breaks("target: 0.999", "target: 0.93", "spec.objectives[0].target", "over 0.930556");
    assertThat(OpenSloReader.read(VALID.replace("0.999", "0.9305")).errors()).isNotEmpty();
    assertThat(OpenSloReader.read(VALID.replace("0.999", "0.9306")).errors()).isEmpty();
  }

  @Test
  void budgetThatIsGoneBeforeAnybodyKnowsIsAWarning() {
    var upload = OpenSloReader.read(VALID.replace("0.999", "0.99999"));

    assertThat(upload.errors()).isEmpty();
    assertThat(upload.warnings()).hasSize(1);
    assertThat(upload.warnings().getFirst().rule())
        .startsWith("leaves 25.92 s of outage in 30 days");
  }

  @Test
  void twinsInOneUploadAreRefused() {
    var errors = OpenSloReader.read(VALID + "---\n" + VALID).errors();

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().field()).isEqualTo("documents[1].metadata.name");
  }

  @Test
  void nothingGrowsWhileItIsRead() {
    var bomb =
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        """;

    refuses(bomb, "aliases");
    refuses("a: ".repeat(3) + "[".repeat(500), "YAML");
    refuses("x".repeat(300_000), "at most 262144 characters");
    refuses("--- {}\n".repeat(101), "at most 100 documents");
    refuses("", "at least one document");
    refuses("a: [1, 2", "well-formed YAML");
    refuses("just text", "be an object");
    refuses("a: !!javax.script.ScriptEngineManager [x]", "well-formed YAML");
  }

  @Test
  void errorsAreBounded() {
    var many = new StringBuilder("kind: SLO\n");
    for (int i = 0; i < 500; i++) {
      many.append("k").append(i).append(": 1\n");
    }

    assertThat(OpenSloReader.read(many.toString()).errors()).hasSize(100);
  }

  @Test
  void noTextMakesTheReaderThrow() {
    Seeded.check(
        300,
        random -> {
          var text = new StringBuilder(VALID);
          for (int i = random.between(1, 6); i > 0; i--) {
            int at = random.between(0, text.length() - 1);
            text.replace(at, Math.min(text.length(), at + random.between(0, 8)), random.text(6));
          }
          OpenSloReader.read(text.toString());
        });
  }

  private static void breaks(String part, String replacement, String field, String rule) {
    assertThat(VALID).contains(part);
    var errors = OpenSloReader.read(VALID.replace(part, replacement)).errors();

    assertThat(errors)
        .as("%s instead of %s", replacement, part)
        .anySatisfy(
            e -> {
              assertThat(e.field()).startsWith(field);
              assertThat(e.rule()).contains(rule);
              assertThat(e.line()).isPositive();
            });
  }

  private static void refuses(String text, String rule) {
    var upload = OpenSloReader.read(text);

    assertThat(upload.slos()).isEmpty();
    assertThat(upload.errors()).anySatisfy(e -> assertThat(e.rule()).contains(rule));
  }
}
