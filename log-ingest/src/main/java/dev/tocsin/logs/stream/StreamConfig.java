package dev.tocsin.logs.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The cluster, and how long a client may wait for it. */
@ConfigMapping(prefix = "tocsin.kafka")
public interface StreamConfig {

  /** Bootstrap servers. */
  String bootstrap();

  /** Longest wait for the cluster's metadata or for room in the producer's buffer. */
  @WithDefault("3s")
  Duration maxBlock();

  /** Longest time from sending to the last replica's yes; below the clients' own time-outs. */
  @WithDefault("6s")
  Duration deliveryTimeout();
}
