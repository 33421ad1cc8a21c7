package dev.tocsin.exceptions.runtime;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may enter before Kafka tells more. */
@ConfigMapping(prefix = "tocsin.access")
public interface AccessConfig {

  /** Comma-separated hashed keys. */
  Optional<String> keys();
}
