package dev.tocsin.incident.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where links lead and how long they work. */
@ConfigMapping(prefix = "tocsin.link")
public interface LinkConfig {

  /** Address under which people's phones reach this service. */
  String publicUrl();

  /** Address of the web console. */
  String consoleUrl();

  /** Secret for signing; made and kept in the database where it is absent. */
  Optional<String> secret();

  /** How long a link works. */
  @WithDefault("PT72H")
  Duration lifetime();
}
