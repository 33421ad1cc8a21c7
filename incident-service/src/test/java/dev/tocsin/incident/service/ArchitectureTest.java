package dev.tocsin.incident.service;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The service keeps the rules about structure. */
class ArchitectureTest {

  @Test
  void rulesAreKept() {
    ArchitectureRules.check("dev.tocsin.incident");
  }
}
