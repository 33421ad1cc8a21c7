package dev.tocsin.exceptions;

import dev.tocsin.testkit.ConfigurationTable;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {

  @Test
  void everyVariableIsInTheReadme() {
    ConfigurationTable.check();
  }
}
