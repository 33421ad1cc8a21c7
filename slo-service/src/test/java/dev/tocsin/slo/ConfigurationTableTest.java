package dev.tocsin.slo;

import dev.tocsin.testkit.ConfigurationTable;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

  @Test
  void readmeListsEveryVariable() {
    ConfigurationTable.check();
  }
}
