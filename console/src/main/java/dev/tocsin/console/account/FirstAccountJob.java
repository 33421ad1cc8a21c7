package dev.tocsin.console.account;

import dev.tocsin.console.runtime.Bcrypt;
import dev.tocsin.console.runtime.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.jboss.logging.Logger;

/** On the first start, when nobody could sign in yet, makes the administrator's account. */
@ApplicationScoped
class FirstAccountJob {

  private static final Logger LOG = Logger.getLogger(FirstAccountJob.class);
  private static final int PASSWORD_BYTES = 15;

  private final AccountStore accounts;
  private final AccountConfig config;
  private final Database database;
  private final Bcrypt bcrypt;
  private final SecureRandom random;
  private final Clock clock;

  FirstAccountJob(
      AccountStore accounts,
      AccountConfig config,
      Database database,
      Bcrypt bcrypt,
      SecureRandom random,
      Clock clock) {
    this.accounts = accounts;
    this.config = config;
    this.database = database;
    this.bcrypt = bcrypt;
    this.random = random;
    this.clock = clock;
  }

  @Transactional
  void onStart(@Observes StartupEvent event) {
    database.lock("first-account");
    if (!accounts.none()) {
      return;
    }
    String username = Credentials.normalUsername(config.user());
    String rule = Credentials.usernameRule(username);
    if (rule != null) {
      throw new IllegalStateException("TOCSIN_ADMIN_USER must " + rule);
    }
    String given = config.password().filter(p -> !p.isBlank()).orElse("");
    String password = given.isEmpty() ? newPassword() : given;
    String passwordRule = Credentials.passwordRule(password);
    if (passwordRule != null) {
      throw new IllegalStateException("TOCSIN_ADMIN_PASSWORD must " + passwordRule);
    }
    accounts.add(
        new Account(UUID.randomUUID(), username, "Administrator", "admin", false, clock.instant()),
        bcrypt.hash(password));
    if (given.isEmpty()) {
      // The one secret that is ever logged: without it nobody could enter. It is not kept anywhere.
      LOG.warnf(
          "First start without TOCSIN_ADMIN_PASSWORD: sign in as %s with password %s"
              + " (shown only once; make another account and keep this line safe)",
          username, password);
    } else {
      LOG.infof("First start: made the administrator's account %s", username);
    }
  }

  private String newPassword() {
    var bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
