package dev.tocsin.prober;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void structure_rules_hold() {
    ArchitectureRules.check("dev.tocsin.prober");
  }
}
