package dev.tocsin.logs.query.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What questions may use. */
@ConfigMapping(prefix = "tocsin.engine")
public interface EngineConfig {

  /** DuckDB's memory limit for all questions together, in its own notation. */
  @WithDefault("384MB")
  String memoryLimit();
}
