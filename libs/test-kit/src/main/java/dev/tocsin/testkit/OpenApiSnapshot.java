package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The committed {@code openapi.yaml} of a module says what its API is; drift fails the build. */
public final class OpenApiSnapshot {

  private static final String UPDATE = "tocsin.update-snapshots";

  private OpenApiSnapshot() {}

  /**
   * Compares {@code /q/openapi} of the running test application with {@code openapi.yaml} in the
   * module's folder; {@code -Dtocsin.update-snapshots} writes the file instead.
   */
  public static void check() {
    var actual =
        withoutServers(
            RestAssured.given()
                .accept("application/yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    var file = Path.of("openapi.yaml");
    try {
      if (System.getProperty(UPDATE) != null) {
        Files.writeString(file, actual);
      }
      assertThat(file).as("commit it: run the test with -D%s", UPDATE).exists();
      assertThat(actual)
          .as("the API differs from openapi.yaml; if it should, run with -D%s", UPDATE)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write " + file.toAbsolutePath(), e);
    }
  }

  /** The servers block holds the port of this very test run. */
  static String withoutServers(String yaml) {
    var kept = new StringBuilder();
    var skipping = false;
    for (var line : yaml.stripTrailing().lines().toList()) {
      if (!line.startsWith(" ") && !line.startsWith("-")) {
        skipping = line.startsWith("servers:");
      }
      if (!skipping) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }
}
