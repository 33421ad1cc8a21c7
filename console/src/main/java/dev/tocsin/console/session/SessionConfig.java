package dev.tocsin.console.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sessions and signing in. */
@ConfigMapping(prefix = "console.session")
public interface SessionConfig {

  /** The longest pause between two requests. */
  @WithDefault("12h")
  Duration idle();

  /** The longest life of a session. */
  @WithDefault("7d")
  Duration absolute();

  /** Another cookie name and no Secure, for plain HTTP on a host other than localhost. */
  @WithDefault("false")
  boolean insecureDev();

  /** Sign-in attempts for one account from one address within the window. */
  @WithDefault("5")
  int attemptsPerAccount();

  /** Sign-in attempts from one address within the window. */
  @WithDefault("30")
  int attemptsPerAddress();

  /** How long attempts count. */
  @WithDefault("5m")
  Duration attemptsWindow();
}
