package dev.tocsin.console.runtime;

import dev.tocsin.console.session.LoginLimiter;
import dev.tocsin.console.session.SessionConfig;
import dev.tocsin.console.session.SessionCookie;
import dev.tocsin.console.session.SessionRule;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The rules of sessions and signing in, with the configured figures. */
@Singleton
class SessionSetup {

  @Produces
  @Singleton
  SessionRule rule(SessionConfig config) {
    return new SessionRule(config.idle(), config.absolute());
  }

  @Produces
  @Singleton
  SessionCookie cookie(SessionConfig config) {
    return SessionCookie.forMode(config.insecureDev());
  }

  @Produces
  @Singleton
  LoginLimiter limiter(SessionConfig config) {
    return new LoginLimiter(
        config.attemptsPerAccount(), config.attemptsPerAddress(), config.attemptsWindow());
  }
}
