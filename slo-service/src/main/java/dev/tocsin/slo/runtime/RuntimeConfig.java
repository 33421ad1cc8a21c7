package dev.tocsin.slo.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Neighbours and keys. */
@ConfigMapping(prefix = "slo.platform")
interface RuntimeConfig {

  /** Address of incident-service. */
  @WithDefault("http://localhost:8085")
  URI incidentUrl();

  /** Raw key towards other services. */
  Optional<String> serviceKey();

  /** Hashed keys that are valid before the console has said anything. */
  Optional<String> accessKeys();

  /** Kafka's address. */
  @WithDefault("localhost:9092")
  String kafkaBootstrap();
}
