package dev.tocsin.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The only form in which keys are stored and distributed. Keys carry 256 random bits, so a plain
 * SHA-256 is enough: there is nothing to guess.
 */
public final class KeyHash {

  private KeyHash() {}

  /** SHA-256 of the raw key as lower-case hex. */
  public static String of(String rawKey) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(rawKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
