package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

  @TempDir Path module;

  @Test
  void theTableMustNameWhatTheCodeReadsAndNothingElse() throws IOException {
    var resources = Files.createDirectories(module.resolve("src/main/resources"));
    Files.writeString(
        resources.resolve("application.properties"), "a=${TOCSIN_DB_URL:x}\nb=${TOCSIN_SHOP:y}\n");

    Files.writeString(
        module.resolve("README.md"),
        "TOCSIN_IN_TEXT\n| `TOCSIN_DB_URL` | x | see `TOCSIN_X` |\n| `TOCSIN_SHOP` | y | z |\n");
    assertThatCode(() -> ConfigurationTable.check(module)).doesNotThrowAnyException();

    Files.writeString(module.resolve("README.md"), "| `TOCSIN_DB_URL` | x | y |\n");
    assertThatThrownBy(() -> ConfigurationTable.check(module)).hasMessageContaining("TOCSIN_SHOP");
  }

  @Test
  void theSnapshotIgnoresTheServersOfTheTestRun() {
    var yaml =
        "openapi: 3.1.0\nservers:\n- url: http://localhost:8\n  description: x\npaths:\n  /a:\n";

    assertThat(OpenApiSnapshot.withoutServers(yaml)).isEqualTo("openapi: 3.1.0\npaths:\n  /a:\n");
  }
}
