package dev.tocsin.prober;

import dev.tocsin.testkit.ConfigurationTable;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
  @Test
  void the_readme_lists_every_variable() {
    ConfigurationTable.check();
  }
}
