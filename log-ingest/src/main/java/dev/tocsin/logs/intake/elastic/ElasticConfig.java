package dev.tocsin.logs.intake.elastic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The Elasticsearch door. */
@ConfigMapping(prefix = "tocsin.elastic")
public interface ElasticConfig {

  /** The version that clients are told; some refuse to talk to a server older than themselves. */
  @WithDefault("9.2.0")
  String version();
}
