package dev.tocsin.console.token;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes the first signing key, rotates keys, and keeps this process's copy of them fresh. */
@ApplicationScoped
class SigningKeyJob {

  private static final Logger LOG = Logger.getLogger(SigningKeyJob.class);
  private static final int EARLY = 10;

  private final SigningKeyStore store;
  private final SigningKeys keys;
  private final Clock clock;

  SigningKeyJob(SigningKeyStore store, SigningKeys keys, Clock clock) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  @Transactional
  void onStart(@Observes @Priority(EARLY) StartupEvent event) {
    refresh();
  }

  @Scheduled(
      identity = "signing-keys",
      every = "5m",
      delayed = "5m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void refresh() {
    store.lock();
    Instant now = clock.instant();
    KeyRotation.Decision decision = KeyRotation.decide(store.all(), now);
    if (decision.makeActiveFrom() != null) {
      SigningKey made = generate(now, decision.makeActiveFrom());
      store.add(made);
      LOG.infof("made signing key %s, signs from %s", made.kid(), made.activeFrom());
    }
    decision.remove().forEach(store::remove);
    keys.use(store.all());
  }

  private static SigningKey generate(Instant now, Instant activeFrom) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(
          UUID.randomUUID().toString(),
          (ECPrivateKey) pair.getPrivate(),
          (ECPublicKey) pair.getPublic(),
          now,
          activeFrom);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has the curve P-256", e);
    }
  }
}
