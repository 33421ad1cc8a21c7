package dev.tocsin.exceptions.issue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts users without keeping who they are: 128 bits of a hash that differs per project. */
final class UserHash {

  private UserHash() {}

  static byte @Nullable [] of(long project, @Nullable String userKey) {
    if (userKey == null) {
      return null;
    }
    try {
      var text = project + "\n" + userKey;
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
