package dev.tocsin.logs.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits that hold for every door. */
@ConfigMapping(prefix = "tocsin.intake")
public interface IntakeConfig {

  /** Largest body after decompression. */
  @WithDefault("20M")
  MemorySize maxBody();

  /** Sum of the bodies (after decompression) that may be in work at the same time. */
  @WithDefault("32M")
  MemorySize memoryBudget();

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
