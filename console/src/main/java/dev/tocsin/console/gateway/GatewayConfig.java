package dev.tocsin.console.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services are, and the limits of the way to them. */
@ConfigMapping(prefix = "console.gateway")
public interface GatewayConfig {

  /** The uptime-prober with role control. */
  URI prober();

  /** The log-ingest service. */
  URI logs();

  /** The slo-service. */
  URI slo();

  /** The exception-tracker. */
  URI exceptions();

  /** The incident-service. */
  URI incidents();

  /** The longest silence of a service, before and during its answer. */
  @WithDefault("30s")
  Duration timeout();

  /** How long to try to reach a service. */
  @WithDefault("2s")
  Duration connectTimeout();

  /** The largest request body, in bytes. */
  @WithDefault("4194304")
  long maxBody();

  /** Connections to one service. */
  @WithDefault("32")
  int connections();

  /** Requests that may wait for a connection to one service. */
  @WithDefault("128")
  int waiting();
}
