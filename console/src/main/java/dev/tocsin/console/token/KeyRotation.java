package dev.tocsin.console.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When signing keys come and go. A new key is published a day before it signs, and an old one stays
 * published for a day after its successor took over, so that services which read the public keys
 * now and then never meet a token they cannot verify.
 */
final class KeyRotation {

  static final Duration SIGNS_FOR = Duration.ofDays(90);
  static final Duration OVERLAP = Duration.ofDays(1);

  private KeyRotation() {}

  /** The key that signs now: the newest whose time has come; null before the first. */
  static @Nullable SigningKey signer(List<SigningKey> keys, Instant now) {
    return keys.stream()
        .filter(key -> !key.activeFrom().isAfter(now))
        .max(Comparator.comparing(SigningKey::activeFrom))
        .orElse(null);
  }

  /** What to change. */
  static Decision decide(List<SigningKey> keys, Instant now) {
    SigningKey signer = signer(keys, now);
    if (signer == null) {
      return new Decision(now, List.of());
    }
    boolean successorWaits = keys.stream().anyMatch(key -> key.activeFrom().isAfter(now));
    boolean signerIsOld = !now.isBefore(signer.activeFrom().plus(SIGNS_FOR).minus(OVERLAP));
    Instant next = signerIsOld && !successorWaits ? now.plus(OVERLAP) : null;
    boolean predecessorsAreDone = !now.isBefore(signer.activeFrom().plus(OVERLAP));
    List<String> remove =
        predecessorsAreDone
            ? keys.stream()
                .filter(key -> key.activeFrom().isBefore(signer.activeFrom()))
                .map(SigningKey::kid)
                .toList()
            : List.of();
    return new Decision(next, remove);
  }

  /**
   * What to change.
   *
   * @param makeActiveFrom make a key that signs from then on; null for none
   * @param remove keys that no valid token needs any more
   */
  record Decision(@Nullable Instant makeActiveFrom, List<String> remove) {}
}
