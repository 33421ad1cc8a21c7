package dev.tocsin.incident.runtime;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Keys that are known before {@code access.v1} is read. */
@ConfigMapping(prefix = "tocsin.access")
public interface AccessConfig {

  /** {@code id:kind:role:project:region:sha256}, comma-separated. */
  Optional<String> keys();
}
