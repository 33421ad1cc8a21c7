package dev.tocsin.incident.oncall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;
import java.util.Optional;

/** Who is on call in an empty database. */
@ConfigMapping(prefix = "tocsin.oncall")
public interface OnCallConfig {

  /** The first person's name. */
  @WithDefault("On-call engineer")
  String name();

  /** The first person's mail address. */
  @WithDefault("oncall@example.com")
  String email();

  /** The first person's webhook. */
  Optional<String> webhook();

  /** Zone of the first schedule. */
  @WithDefault("UTC")
  ZoneId zone();
}
