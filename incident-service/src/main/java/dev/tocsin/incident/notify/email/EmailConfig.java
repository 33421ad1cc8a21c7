package dev.tocsin.incident.notify.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of mail beyond the SMTP server, which the mailer itself is told. */
@ConfigMapping(prefix = "tocsin.email")
public interface EmailConfig {

  /** Domain in Message-IDs. */
  @WithDefault("tocsin.local")
  String messageIdDomain();

  /** How long one mail may take; clearly less than a lease. */
  @WithDefault("PT10S")
  Duration timeout();
}
