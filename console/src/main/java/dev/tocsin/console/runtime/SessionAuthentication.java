package dev.tocsin.console.runtime;

import dev.tocsin.console.session.SessionCookie;
import dev.tocsin.console.session.SessionSecret;
import dev.tocsin.problem.Problem;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Finds out who a request comes from by its session cookie. A cookie that is unknown or over makes
 * the request anonymous, so that the sign-in page still loads.
 */
@ApplicationScoped
class SessionAuthentication implements HttpAuthenticationMechanism {

  private static final Problem NOT_SIGNED_IN =
      Problem.of(
          401,
          "unauthorized",
          "Sign in or present a key",
          "There is no running session, and no valid key was given.");

  private final SessionCookie cookie;

  SessionAuthentication(SessionCookie cookie) {
    this.cookie = cookie;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviderManager) {
    Cookie sent = context.request().getCookie(cookie.name());
    if (sent == null || !SessionSecret.wellFormed(sent.getValue())) {
      return Uni.createFrom().nullItem();
    }
    var request = new SessionRequest(SessionSecret.sha256(sent.getValue()));
    HttpSecurityUtils.setRoutingContextAttribute(request, context);
    return identityProviderManager
        .authenticate(request)
        .map(identity -> identity.isAnonymous() ? null : identity);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  /** Answers with a problem instead of an empty body. */
  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    context.response().putHeader("WWW-Authenticate", "Bearer");
    ProblemAnswer.send(context, NOT_SIGNED_IN);
    return Uni.createFrom().item(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(SessionRequest.class);
  }

  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1000;
  }
}
