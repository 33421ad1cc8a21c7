package dev.tocsin.console.runtime;

import dev.tocsin.access.Roles;
import dev.tocsin.console.account.Account;
import dev.tocsin.console.account.AccountStore;
import dev.tocsin.console.session.Session;
import dev.tocsin.console.session.SessionRule;
import dev.tocsin.console.session.SessionStore;
import dev.tocsin.console.session.SignedIn;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks a session up: one read by its hash, so that an ended session ends at once everywhere. */
@ApplicationScoped
class SessionIdentities implements IdentityProvider<SessionRequest> {

  private final SessionStore sessions;
  private final AccountStore accounts;
  private final SessionRule rule;
  private final Clock clock;

  SessionIdentities(SessionStore sessions, AccountStore accounts, SessionRule rule, Clock clock) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.rule = rule;
    this.clock = clock;
  }

  @Override
  public Class<SessionRequest> getRequestType() {
    return SessionRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      SessionRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(find(request.tokenSha256())));
  }

  private @Nullable SignedIn find(byte[] tokenSha256) {
    Session session = sessions.byToken(tokenSha256);
    if (session == null) {
      return null;
    }
    Instant now = clock.instant();
    switch (rule.decide(session, now)) {
      case SessionRule.Decision.Ended ended -> {
        return null;
      }
      case SessionRule.Decision.Alive alive -> {
        if (alive.touch()) {
          sessions.touch(session.id(), now);
        }
      }
    }
    Account account = accounts.byId(session.accountId());
    return account == null || account.disabled() ? null : new SignedIn(session, account);
  }

  private static SecurityIdentity identity(@Nullable SignedIn signedIn) {
    if (signedIn == null) {
      return QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    }
    Account account = signedIn.account();
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(account.username()))
        .addRoles(Roles.implied(account.role()))
        .addAttribute(SignedIn.ATTRIBUTE, signedIn)
        .build();
  }
}
