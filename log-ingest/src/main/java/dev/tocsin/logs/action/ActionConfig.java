package dev.tocsin.logs.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** From logs to action. */
@ConfigMapping(prefix = "tocsin.actions")
public interface ActionConfig {

  /** Address of incident-service. */
  @WithDefault("http://localhost:8085")
  URI incidentUrl();

  /** Raw key towards it. */
  Optional<String> serviceKey();

  /** How often alerts are evaluated; "off" for never. */
  @WithDefault("10s")
  String evaluateEvery();

  /** How often to look for history that is to be counted; "off" for never. */
  @WithDefault("2s")
  String historyEvery();

  /** How late lines may usually come; windows that must be complete end this long ago. */
  @WithDefault("20s")
  Duration grace();

  /** Whether exceptions in logs go to the exception tracker, unless a project says otherwise. */
  @WithDefault("true")
  boolean exceptions();

  /** Most exceptions per project and minute that this process sends; the rest is counted. */
  @WithDefault("120")
  int exceptionsPerMinute();

  /** Most shapes of error messages that are remembered per project. */
  @WithDefault("20000")
  int patternsPerProject();
}
