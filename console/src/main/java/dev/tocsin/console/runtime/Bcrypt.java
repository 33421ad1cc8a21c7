package dev.tocsin.console.runtime;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;

/** Password hashes: bcrypt with cost 12, a quarter of a second of one core per guess. */
@ApplicationScoped
public class Bcrypt {

  private static final int COST = 12;

  /** Bcrypt reads no more than this many bytes: longer passwords are refused, never cut. */
  public static final int MAX_BYTES = 72;

  /** Hashes a password with a new salt. */
  public String hash(String password) {
    return BcryptUtil.bcryptHash(password, COST);
  }

  /** Whether the password belongs to the hash. */
  public boolean matches(String password, String hash) {
    return BcryptUtil.matches(password, hash);
  }
}
