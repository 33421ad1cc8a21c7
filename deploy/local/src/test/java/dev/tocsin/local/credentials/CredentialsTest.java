package dev.tocsin.local.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  @TempDir Path folder;

  @Test
  void theFirstRunMakesEverySecretAndLaterRunsKeepThem() throws Exception {
    var store = new CredentialsStore(folder.resolve("credentials.env"));
    var first = Credentials.completing(store.read());
    store.write(Map.of("TOCSIN_URL", "http://localhost:8080"), first);

    var second = Credentials.completing(store.read());

    assertThat(second).isEqualTo(first);
    assertThat(first.get("TOCSIN_API_TOKEN")).matches("tk_api_[A-Za-z0-9_-]{43}");
    assertThat(first.regionKey("ap-south")).matches("tk_reg_[A-Za-z0-9_-]{43}");
    assertThat(first.sentryDsn(8084)).matches("http://[0-9a-f]{32}@localhost:8084/1");
    assertThat(store.read()).containsEntry("TOCSIN_URL", "http://localhost:8080");
  }

  @Test
  void aSecretThatALaterVersionAddsIsMadeAndTheOthersStay() {
    var known = Map.of("TOCSIN_ADMIN_PASSWORD", "chosen");

    var completed = Credentials.completing(known);

    assertThat(completed.get("TOCSIN_ADMIN_PASSWORD")).isEqualTo("chosen");
    assertThat(completed.get("TOCSIN_LINK_SECRET")).hasSize(64);
  }

  @Test
  void onlyTheOwnerCanReadTheFileAndNothingElseIsLeft() throws Exception {
    var file = folder.resolve("credentials.env");
    new CredentialsStore(file).write(Map.of(), Credentials.completing(Map.of()));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void seedsAndTextShowNoSecret() {
    var credentials = Credentials.completing(Map.of());

    assertThat(credentials.accessSeeds().split(","))
        .hasSize(7)
        .allSatisfy(seed -> assertThat(seed.split(":", -1)).hasSize(6));
    for (var secret : credentials.values().values()) {
      if (!secret.equals("admin")) {
        assertThat(credentials.accessSeeds()).doesNotContain(secret);
        assertThat(credentials.toString()).doesNotContain(secret);
      }
    }
  }
}
