package dev.tocsin.console.account;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for user names, passwords and roles. Each answers the broken rule, or null. */
public final class Credentials {

  /** What an account may be allowed, from least to most. */
  public static final Set<String> ROLES = Set.of("viewer", "responder", "manager", "admin");

  private static final int MIN_PASSWORD = 12;
  private static final int MAX_PASSWORD_BYTES = 72;
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

  private Credentials() {}

  /** The form in which user names are stored and compared. */
  public static String normalUsername(String raw) {
    return raw.strip().toLowerCase(Locale.ROOT);
  }

  /** Checks a normalised user name. */
  public static @Nullable String usernameRule(String username) {
    return USERNAME.matcher(username).matches()
        ? null
        : "be 1 to 64 of a-z, 0-9 and . _ @ + -, beginning with a letter or digit";
  }

  /** Checks a new password. */
  public static @Nullable String passwordRule(String password) {
    if (password.length() < MIN_PASSWORD) {
      return "have at least " + MIN_PASSWORD + " characters";
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
      return "have at most " + MAX_PASSWORD_BYTES + " bytes in UTF-8";
    }
    return null;
  }

  /** Checks a role. */
  public static @Nullable String roleRule(String role) {
    return ROLES.contains(role) ? null : "be one of viewer, responder, manager, admin";
  }
}
