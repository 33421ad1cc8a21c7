package dev.tocsin.console.token;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/**
 * A JSON Web Key Set (RFC 7517).
 *
 * @param keys the public keys
 */
public record Jwks(List<Key> keys) {

  private static final int COORDINATE_BYTES = 32;

  /** The set for these keys; their private halves stay behind. */
  static Jwks of(List<SigningKey> keys) {
    return new Jwks(
        keys.stream()
            .map(
                key ->
                    new Key(
                        "EC",
                        "P-256",
                        "ES256",
                        "sig",
                        key.kid(),
                        coordinate(key.publicKey().getW().getAffineX()),
                        coordinate(key.publicKey().getW().getAffineY())))
            .toList());
  }

  private static String coordinate(BigInteger value) {
    byte[] raw = value.toByteArray();
    var fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(raw.length, COORDINATE_BYTES);
    System.arraycopy(raw, raw.length - length, fixed, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }

  /**
   * A public key.
   *
   * @param kty always EC
   * @param crv always P-256
   * @param alg always ES256
   * @param use always sig
   * @param kid the key's name in tokens
   * @param x a coordinate, base64url
   * @param y a coordinate, base64url
   */
  public record Key(
      String kty, String crv, String alg, String use, String kid, String x, String y) {}
}
