package dev.tocsin.slo.burn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often burn is evaluated. */
@ConfigMapping(prefix = "slo.burn")
public interface BurnConfig {

  /** Time between two looks for SLOs that are due. */
  @WithDefault("5s")
  Duration every();

  /** Time before the same SLO is due again; a bit less than {@link #every()}. */
  @WithDefault("4s")
  Duration pause();

  /** Address of the console, for links in alerts. */
  @WithDefault("http://localhost:8080")
  String consoleUrl();
}
