package dev.tocsin.incident.signal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are taken. */
@ConfigMapping(prefix = "tocsin.signal")
public interface SignalConfig {

  /** How long after its end an incident begins again when the same alert fires. */
  @WithDefault("PT15M")
  Duration reopenWithin();
}
