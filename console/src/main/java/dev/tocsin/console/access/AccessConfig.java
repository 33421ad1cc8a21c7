package dev.tocsin.console.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Keys that the configuration brings along. */
@ConfigMapping(prefix = "console.access")
public interface AccessConfig {

  /** {@code id:kind:role:project:region:sha256}, comma-separated. */
  Optional<String> seeds();
}
