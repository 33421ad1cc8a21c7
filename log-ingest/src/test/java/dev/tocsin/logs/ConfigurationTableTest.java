package dev.tocsin.logs;

import dev.tocsin.testkit.ConfigurationTable;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

  @Test
  void readmeNamesEveryVariable() {
    ConfigurationTable.check();
  }
}
