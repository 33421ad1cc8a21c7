package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

  @Test
  void wellBehavedCodePasses() {
    assertThat(violationsIn("good")).isEmpty();
  }

  @Test
  void eachRuleFindsItsOffender() {
    var report = String.join("\n", violationsIn("bad"));

    assertThat(report)
        .contains("a cycle is one feature under two names")
        .contains("decisions must run in a plain unit test")
        .contains("only the store beside a row knows it")
        .contains("Instant.now()")
        .contains("a name that says nothing collects everything")
        .contains("java.time says what it means")
        .contains("a field or parameter that may be missing is @Nullable")
        .contains("null is checked only where the package says so")
        .doesNotContain("RuntimeClock");
  }

  private static List<String> violationsIn(String name) {
    var base = "dev.tocsin.testkit.fixture." + name;
    return ArchitectureRules.violations(base, new ClassFileImporter().importPackages(base));
  }
}
