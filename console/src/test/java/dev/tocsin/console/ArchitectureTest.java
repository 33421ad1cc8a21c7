package dev.tocsin.console;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theStructureKeepsItsRules() {
    ArchitectureRules.check("dev.tocsin.console");
  }
}
