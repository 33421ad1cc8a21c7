package dev.tocsin.incident.service;

import dev.tocsin.testkit.ConfigurationTable;
import org.junit.jupiter.api.Test;

/** Every variable is explained in the README. */
class ConfigurationTableTest {

  @Test
  void theTableIsComplete() {
    ConfigurationTable.check();
  }
}
