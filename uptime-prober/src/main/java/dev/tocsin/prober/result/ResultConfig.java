package dev.tocsin.prober.result;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long results are kept. */
@ConfigMapping(prefix = "tocsin.results")
public interface ResultConfig {
  /** Days; a partition is dropped once its newest result is older. */
  @WithDefault("30")
  int retentionDays();
}
