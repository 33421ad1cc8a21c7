package dev.tocsin.logs.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many may listen, and how much waits for each. */
@ConfigMapping(prefix = "tocsin.tail")
public interface TailConfig {

  /** Listeners at the same time; one more is answered with 429. */
  @WithDefault("20")
  int maxListeners();

  /** Lines that wait for one listener; more are dropped, and their number is told. */
  @WithDefault("2000")
  int queue();

  /** Sign of life on a quiet stream. */
  @WithDefault("10s")
  Duration heartbeat();
}
