package dev.tocsin.incident.service;

import dev.tocsin.engines.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Ports of the world outside: an SMTP server that each test starts and stops itself, one sibling
 * that answers when a test starts it, and others that are never there.
 */
public final class OutsideResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    String dead = "http://127.0.0.1:" + FreePorts.next();
    return Map.of(
        "TOCSIN_SMTP_HOST",
        "127.0.0.1",
        "TOCSIN_SMTP_PORT",
        String.valueOf(FreePorts.next()),
        "TOCSIN_PROBER_URL",
        "http://127.0.0.1:" + FreePorts.next(),
        "TOCSIN_LOGS_URL",
        dead,
        "TOCSIN_SLO_URL",
        dead,
        "TOCSIN_EXCEPTIONS_URL",
        dead,
        "TOCSIN_WEBHOOK_SECRET",
        "a secret for tests only");
  }

  @Override
  public void stop() {}
}
