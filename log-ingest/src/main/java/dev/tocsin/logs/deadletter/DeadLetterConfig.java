package dev.tocsin.logs.deadletter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long and how many dead letters are kept. */
@ConfigMapping(prefix = "tocsin.dead-letters")
public interface DeadLetterConfig {

  /** Letters are dropped after this time. */
  @WithDefault("14d")
  Duration keep();

  /** Letters kept per project; the oldest beyond that are dropped. */
  @WithDefault("10000")
  int perProject();

  /** How often the two limits are enforced, or off. */
  @WithDefault("15s")
  String careEvery();
}
