package dev.tocsin.logs.limits;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What a key may send where its project has no limit of its own, and how full a disk may be. */
@ConfigMapping(prefix = "tocsin.limits")
public interface LimitConfig {

  /** Bytes per second and key, after decompression. */
  @WithDefault("100M")
  MemorySize bytesPerSecond();

  /** What a key may send at once after a quiet time. */
  @WithDefault("400M")
  MemorySize burst();

  /** Bytes per project and UTC day; no limit when not given. */
  Optional<MemorySize> bytesPerDay();

  /** Free space of the data folder below which nothing is taken in. */
  @WithDefault("1G")
  MemorySize diskFloor();

  /** The same as part of the disk; the smaller of the two counts. */
  @WithDefault("0.05")
  double diskFloorRatio();
}
