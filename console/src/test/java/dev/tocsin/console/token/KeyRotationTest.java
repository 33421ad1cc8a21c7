package dev.tocsin.console.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.console.token.KeyRotation.Decision;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void theFirstKeySignsAtOnce() {
    assertThat(KeyRotation.decide(List.of(), START)).isEqualTo(new Decision(START, List.of()));
  }

  @Test
  void aYoungKeyIsLeftAlone() {
    var keys = List.of(key("a", START));

    assertThat(KeyRotation.decide(keys, START.plus(Duration.ofDays(30))))
        .isEqualTo(new Decision(null, List.of()));
  }

  @Test
  void aSuccessorIsPublishedADayBeforeItSignsAndTheOldKeyStaysADayLonger() {
    Instant published = START.plus(Duration.ofDays(89));
    SigningKey old = key("a", START);

    assertThat(KeyRotation.decide(List.of(old), published))
        .isEqualTo(new Decision(published.plus(DAY), List.of()));

    var both = List.of(old, key("b", published.plus(DAY)));
    Instant tookOver = published.plus(DAY);
    assertThat(signer(both, tookOver.minusSeconds(1))).isEqualTo("a");
    assertThat(KeyRotation.decide(both, tookOver.minusSeconds(1)))
        .isEqualTo(new Decision(null, List.of()));
    assertThat(signer(both, tookOver)).isEqualTo("b");
    assertThat(KeyRotation.decide(both, tookOver.plus(DAY).minusSeconds(1)))
        .isEqualTo(new Decision(null, List.of()));
    assertThat(KeyRotation.decide(both, tookOver.plus(DAY)))
        .isEqualTo(new Decision(null, List.of("a")));
  }

  @Test
  void thePublicSetHoldsCoordinatesOfFixedLengthAndNoPrivateHalf() {
    for (int i = 0; i < 50; i++) {
      Jwks.Key shown = Jwks.of(List.of(key("k", START))).keys().getFirst();
      assertThat(shown.x()).hasSize(43);
      assertThat(shown.y()).hasSize(43);
    }
    assertThat(key("k", START).toString()).isEqualTo("SigningKey[k]");
  }

  private static String signer(List<SigningKey> keys, Instant now) {
    return Objects.requireNonNull(KeyRotation.signer(keys, now)).kid();
  }

  private static SigningKey key(String kid, Instant activeFrom) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(
          kid,
          (ECPrivateKey) pair.getPrivate(),
          (ECPublicKey) pair.getPublic(),
          activeFrom,
          activeFrom);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
