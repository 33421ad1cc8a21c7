package dev.tocsin.logs.runtime;

import dev.tocsin.logs.limits.DiskGuard;
import dev.tocsin.logs.limits.FreeSpace;
import dev.tocsin.logs.limits.IngestLimits;
import dev.tocsin.logs.limits.Limit;
import dev.tocsin.logs.limits.LimitConfig;
import dev.tocsin.logs.redaction.Redactions;
import dev.tocsin.logs.segment.SegmentConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Makes the parts of redaction and limits that are plain classes. */
@Singleton
class Policies {

  @Produces
  @Singleton
  Redactions redactions(MeterRegistry metrics) {
    return new Redactions(metrics);
  }

  @Produces
  @Singleton
  IngestLimits limits(LimitConfig config, Clock clock) {
    var byDefault =
        new Limit(
            config.bytesPerSecond().asLongValue(),
            config.burst().asLongValue(),
            config.bytesPerDay().map(MemorySize::asLongValue).orElse(null));
    return new IngestLimits(byDefault, clock);
  }

  @Produces
  @Singleton
  FreeSpace disk(SegmentConfig config) {
    Path folder = Path.of(config.dir()).toAbsolutePath();
    return () -> {
      Files.createDirectories(folder);
      var store = Files.getFileStore(folder);
      return new FreeSpace.Room(store.getUsableSpace(), store.getTotalSpace());
    };
  }

  @Produces
  @Singleton
  DiskGuard guard(FreeSpace disk, LimitConfig config, MeterRegistry metrics) throws IOException {
    var guard = new DiskGuard(disk, config.diskFloor().asLongValue(), config.diskFloorRatio());
    guard.look();
    metrics.gauge("tocsin.logs.disk.usable.bytes", guard, DiskGuard::usable);
    metrics.gauge("tocsin.logs.disk.full", guard, g -> g.full() ? 1 : 0);
    return guard;
  }

  /** Not ready while the disk is full: intake answers 503. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck ready(DiskGuard guard) {
    return () ->
        HealthCheckResponse.named("disk")
            .status(!guard.full())
            .withData("usableBytes", guard.usable())
            .withData("neededBytes", guard.floor())
            .build();
  }
}
