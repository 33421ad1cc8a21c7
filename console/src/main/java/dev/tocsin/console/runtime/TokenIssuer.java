package dev.tocsin.console.runtime;

import dev.tocsin.console.token.SigningKey;
import dev.tocsin.console.token.SigningKeys;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Issues the tokens that the services believe. */
@ApplicationScoped
public class TokenIssuer {

  private static final String ISSUER = "tocsin-console";
  private static final String AUDIENCE = "tocsin";
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final SigningKeys keys;
  private final Clock clock;

  TokenIssuer(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A token for one request.
   *
   * @param username goes into {@code sub} and {@code upn}
   * @param name what people call them
   * @param roles every role, included ones too
   */
  public String issue(String username, String name, Set<String> roles) {
    Instant now = clock.instant();
    SigningKey signer = keys.signer(now);
    return Jwt.issuer(ISSUER)
        .subject(username)
        .upn(username)
        .claim("name", name)
        .groups(roles)
        .audience(AUDIENCE)
        .issuedAt(now)
        .expiresAt(now.plus(LIFE))
        .jws()
        .keyId(signer.kid())
        .algorithm(SignatureAlgorithm.ES256)
        .sign(signer.privateKey());
  }
}
