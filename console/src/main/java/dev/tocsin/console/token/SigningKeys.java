package dev.tocsin.console.token;

import java.time.Instant;
import java.util.List;

/** This process's copy of the signing keys. */
public final class SigningKeys {

  private volatile List<SigningKey> keys = List.of();

  /** Replaces the copy. */
  public void use(List<SigningKey> stored) {
    keys = List.copyOf(stored);
  }

  /** Whether there is a key to sign with. */
  public boolean ready(Instant now) {
    return KeyRotation.signer(keys, now) != null;
  }

  /** The key that signs now. */
  public SigningKey signer(Instant now) {
    SigningKey signer = KeyRotation.signer(keys, now);
    if (signer == null) {
      throw new IllegalStateException("there is no signing key yet");
    }
    return signer;
  }

  /** The public keys. */
  public Jwks jwks() {
    return Jwks.of(keys);
  }
}
