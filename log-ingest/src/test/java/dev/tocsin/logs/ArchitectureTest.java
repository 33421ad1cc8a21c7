package dev.tocsin.logs;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void structureFollowsTheRules() {
    ArchitectureRules.check("dev.tocsin.logs");
  }
}
