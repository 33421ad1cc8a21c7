package dev.tocsin.exceptions.scrub;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows by its name that a value is a secret. */
final class SecretKeys {

  /** Found anywhere in a name, separators and case aside. */
  private static final List<String> ANYWHERE =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "apikey",
          "credential",
          "token",
          "bearer",
          "privatekey",
          "sessionid",
          "cookie",
          "accesskey");

  /** Only as a word of its own: "author" is no secret. */
  private static final List<String> AS_WORD =
      List.of("auth", "authorization", "session", "pwd", "pw", "pin", "cvv", "cvc", "jwt", "sid");

  private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9]+");
  private static final Pattern WORDS =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final int LONGEST_NAME = 200;

  private SecretKeys() {}

  /** The rule that calls {@code name} secret, null if none does. */
  static @Nullable String rule(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return null;
    }
    var joined = SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    for (var each : ANYWHERE) {
      if (joined.contains(each)) {
        return each;
      }
    }
    for (var word : WORDS.split(name)) {
      var lower = word.toLowerCase(Locale.ROOT);
      if (AS_WORD.contains(lower)) {
        return lower;
      }
    }
    return null;
  }
}
