package dev.tocsin.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Takes a key from {@code Authorization: Bearer tk_…}, {@code X-Tocsin-Key} or the password of
 * Basic, and turns it into an identity with the key's roles. Requests without such a key are left
 * to the next mechanism, which reads the console's tokens. A key that is unknown or revoked ends
 * the request with 401.
 */
public class KeyAuthentication implements HttpAuthenticationMechanism {

  /** The identity's attribute that holds the {@link Caller}. */
  public static final String CALLER = "caller";

  private static final String KEY_PREFIX = "tk_";
  private static final int BEFORE_TOKENS = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 100;
  private static final String PROBLEM =
      """
      {"type":"urn:tocsin:problem:unauthorized","title":"Sign in or present a key","status":401,\
      "detail":"No valid key or token was given.","code":"unauthorized"}""";

  private final AccessRegistry registry;

  /** Knows the keys of {@code registry}. */
  public KeyAuthentication(AccessRegistry registry) {
    this.registry = registry;
  }

  /** The key in a request; null when it carries none. */
  static @Nullable String keyIn(@Nullable String authorization, @Nullable String keyHeader) {
    if (keyHeader != null && !keyHeader.isBlank()) {
      return keyHeader.strip();
    }
    if (authorization == null) {
      return null;
    }
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      String token = authorization.substring(7).strip();
      return token.startsWith(KEY_PREFIX) ? token : null;
    }
    if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      String password = passwordOf(authorization.substring(6).strip());
      return password != null && password.startsWith(KEY_PREFIX) ? password : null;
    }
    return null;
  }

  private static @Nullable String passwordOf(String basic) {
    try {
      var pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviderManager) {
    String key =
        keyIn(
            context.request().getHeader("Authorization"),
            context.request().getHeader("X-Tocsin-Key"));
    if (key == null) {
      return Uni.createFrom().optional(java.util.Optional.empty());
    }
    Caller caller = registry.authenticate(key);
    if (caller == null) {
      return Uni.createFrom().failure(new AuthenticationFailedException("unknown or revoked key"));
    }
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(caller.name()))
            .addRoles(caller.roles())
            .addAttribute(CALLER, caller)
            .build();
    return Uni.createFrom().item(identity);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    if (!context.response().ended()) {
      context.response().setStatusCode(401);
      context.response().putHeader("WWW-Authenticate", "Bearer");
      context.response().putHeader("Content-Type", "application/problem+json");
      return Uni.createFrom()
          .completionStage(context.response().end(PROBLEM).toCompletionStage())
          .replaceWith(true);
    }
    return Uni.createFrom().item(true);
  }

  @Override
  public int getPriority() {
    return BEFORE_TOKENS;
  }
}
