package dev.tocsin.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.AccessChange.KeyKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySeedsTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final String HASH = "a".repeat(64);

  @Test
  void seedsAreReadInOrder() {
    List<AccessKey> keys =
        KeySeeds.parse("shop:ingest:ingest:7::" + HASH + ", eu:region:agent::eu-west:" + HASH, NOW);

    assertThat(keys).extracting(AccessKey::id).containsExactly("shop", "eu");
    assertThat(keys.getFirst().projectId()).isEqualTo(7);
    assertThat(keys.getFirst().kind()).isEqualTo(KeyKind.INGEST);
    assertThat(keys.getLast().region()).isEqualTo("eu-west");
    assertThat(KeySeeds.parse("", NOW)).isEmpty();
  }

  @Test
  void aBadSeedIsNamedWithoutItsHash() {
    for (String bad :
        new String[] {"x:api:admin::", "x:magic:admin:::" + HASH, "x:api:a:b::" + HASH}) {
      assertThatThrownBy(() -> KeySeeds.parse(bad, NOW))
          .hasMessageContaining("'x'")
          .hasMessageNotContaining(HASH);
    }
  }

  @Test
  void newKeysShowTheirKindAndNoTwoAreAlike() {
    var random = new SecureRandom();

    assertThat(RawKey.next(KeyKind.REGION, random)).matches("tk_reg_[A-Za-z0-9_-]{43}");
    assertThat(RawKey.nextSentry(random)).matches("[0-9a-f]{32}");
    assertThat(RawKey.next(KeyKind.API, random)).isNotEqualTo(RawKey.next(KeyKind.API, random));
    assertThat(RawKey.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
