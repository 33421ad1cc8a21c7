package dev.tocsin.console.access;

import dev.tocsin.events.AccessChange.KeyKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The keys themselves: made here, shown once, stored only as a hash. */
final class RawKey {

  private static final int BYTES = 32;
  private static final int SENTRY_BYTES = 16;

  private RawKey() {}

  /** A new key whose first letters say what it is for. */
  static String next(KeyKind kind, SecureRandom random) {
    String prefix =
        switch (kind) {
          case API -> "tk_api_";
          case INGEST -> "tk_ing_";
          case REGION -> "tk_reg_";
          case SERVICE -> "tk_svc_";
        };
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES, random));
  }

  /** A new public key for a Sentry DSN: 32 hex digits, since SDKs accept no other form. */
  static String nextSentry(SecureRandom random) {
    return HexFormat.of().formatHex(bytes(SENTRY_BYTES, random));
  }

  static String sha256(String raw) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(int count, SecureRandom random) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
