package dev.tocsin.incident.impact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The siblings that are asked about an incident's extent. */
@ConfigMapping(prefix = "tocsin.impact")
public interface ImpactConfig {

  /** Base addresses by service name. */
  Map<String, String> sources();

  /** The key shown to them. */
  Optional<String> serviceKey();

  /** How long each may take; a later answer counts as none. */
  @WithDefault("PT2S")
  Duration budget();
}
