package dev.tocsin.console;

import dev.tocsin.testkit.ConfigurationTable;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

  @Test
  void everyVariableIsDocumented() {
    ConfigurationTable.check();
  }
}
