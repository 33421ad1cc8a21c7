package dev.tocsin.incident.notify.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Optional;

/** The SMTP server and how mails look from outside. */
@ConfigMapping(prefix = "tocsin.email")
public interface EmailConfig {

  /** The server. */
  String host();

  /** Its port; 465 means TLS from the first byte. */
  int port();

  /** Its user; no sign-in where it is absent. */
  Optional<String> user();

  /** The user's password. */
  Optional<String> password();

  /** The sender. */
  String from();

  /** Whether the connection is encrypted after the greeting: disabled, optional or required. */
  StartTLSOptions startTls();

  /** Domain in Message-IDs. */
  @WithDefault("tocsin.local")
  String messageIdDomain();

  /** How long one mail may take; clearly less than a lease. */
  @WithDefault("PT10S")
  Duration timeout();
}
