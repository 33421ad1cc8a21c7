package dev.tocsin.incident.notify.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of webhooks. */
@ConfigMapping(prefix = "tocsin.webhook")
public interface WebhookConfig {

  /** Secret for signing; made and kept in the database where it is absent. */
  Optional<String> secret();

  /** How long a receiver may take; clearly less than a lease. */
  @WithDefault("PT5S")
  Duration timeout();
}
