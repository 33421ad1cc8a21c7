package dev.tocsin.console.token;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;

/**
 * A key pair on the curve P-256.
 *
 * @param kid its name in tokens
 * @param privateKey signs
 * @param publicKey verifies
 * @param createdAt when it was made and published
 * @param activeFrom when it begins to sign
 */
public record SigningKey(
    String kid,
    ECPrivateKey privateKey,
    ECPublicKey publicKey,
    Instant createdAt,
    Instant activeFrom) {

  /** Never prints the private key. */
  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
