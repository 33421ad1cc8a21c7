package dev.tocsin.exceptions;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void structureFollowsTheRules() {
    ArchitectureRules.check("dev.tocsin.exceptions");
  }
}
