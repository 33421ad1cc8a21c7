package dev.tocsin.logs.runtime;

import dev.tocsin.logs.segment.SegmentStore;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.logs.tail.TailConfig;
import dev.tocsin.logs.tail.TailHub;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the one place where listeners meet, and ends it with the service. */
@Singleton
class TailWiring {

  @Produces
  @Singleton
  TailHub hub(
      StreamConfig stream,
      TailConfig config,
      SegmentStore segments,
      Clock clock,
      MeterRegistry metrics) {
    return new TailHub(stream, config, segments, clock, metrics);
  }

  void end(@Disposes TailHub hub) {
    hub.close();
  }
}
