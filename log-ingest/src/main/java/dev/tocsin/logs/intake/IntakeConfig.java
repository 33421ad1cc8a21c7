package dev.tocsin.logs.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits that hold for every door. */
@ConfigMapping(prefix = "tocsin.intake")
public interface IntakeConfig {

  /** Largest body after decompression. */
  @WithDefault("20M")
  MemorySize maxBody();

  /** How long a body may take to arrive. */
  @WithDefault("60s")
  Duration maxBodyTime();

  /**
   * Heap that all requests in work may need together, a body counted four times; half of the heap
   * when not given.
   */
  Optional<MemorySize> memoryBudget();

  /** Largest single log record, encoded. */
  @WithDefault("256K")
  MemorySize maxRecord();

  /** Records older than this are refused one by one. */
  @WithDefault("14d")
  Duration maxAge();

  /** Records further ahead of our clock than this are refused one by one. */
  @WithDefault("24h")
  Duration maxAhead();
}
