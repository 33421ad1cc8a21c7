package dev.tocsin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.events.AccessChange;
import dev.tocsin.events.AccessChange.KeyKind;
import org.junit.jupiter.api.Test;

class AccessRegistryTest {

  private static AccessChange.Key key(String id, String raw, boolean revoked) {
    return new AccessChange.Key(
        id, KeyHash.of(raw), KeyKind.API, Roles.MANAGER, null, null, "CI key", revoked);
  }

  @Test
  void anEmptyRegistryLetsNobodyIn() {
    assertThat(AccessRegistry.seeded(" ").authenticate("tk_api_x")).isNull();
  }

  @Test
  void aSeededKeyWorksWithoutTheConsole() {
    var registry =
        AccessRegistry.seeded(
            "eu:region:agent::eu-west:"
                + KeyHash.of("tk_reg_1")
                + ", in:ingest:ingest:7::"
                + KeyHash.of("k"));
    assertThat(registry.authenticate("tk_reg_1"))
        .isNotNull()
        .satisfies(caller -> assertThat(caller.region()).isEqualTo("eu-west"));
    assertThat(registry.authenticate("k"))
        .isNotNull()
        .satisfies(caller -> assertThat(caller.mayUseProject(8)).isFalse());
    assertThat(registry.projectExists(7)).isTrue();
    assertThat(registry.projectExists(8)).isFalse();
  }

  @Test
  void aRevokedKeyStopsWorkingAtOnce() {
    var registry = new AccessRegistry();
    registry.apply(key("a", "tk_api_a", false));
    registry.apply(key("a", "tk_api_a", true));
    assertThat(registry.authenticate("tk_api_a")).isNull();
    assertThat(registry.size()).isZero();
  }

  @Test
  void aRotatedKeyReplacesTheOldOne() {
    var registry = new AccessRegistry();
    registry.apply(key("a", "tk_api_old", false));
    registry.apply(key("a", "tk_api_new", false));
    assertThat(registry.authenticate("tk_api_old")).isNull();
    assertThat(registry.authenticate("tk_api_new")).isNotNull();
  }

  @Test
  void aRoleIncludesTheLesserOnes() {
    assertThat(Roles.implied(Roles.MANAGER)).contains(Roles.RESPONDER, Roles.VIEWER);
    assertThat(Roles.implied("owner of everything")).isEmpty();
  }

  @Test
  void anUnreadableSeedIsNamedWithoutItsHash() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessRegistry.seeded("ops:api:admin:::" + "0".repeat(10)))
        .withMessageContaining("ops")
        .withMessageNotContaining("0000");
  }
}
