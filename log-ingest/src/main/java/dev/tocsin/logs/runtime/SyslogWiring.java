package dev.tocsin.logs.runtime;

import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.syslog.SyslogConfig;
import dev.tocsin.logs.intake.syslog.SyslogDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Opens the syslog door with the service and closes it first. */
@Singleton
class SyslogWiring {

  private final SyslogDoor door;

  @Inject
  SyslogWiring(
      SyslogConfig config,
      IntakeGate gate,
      IntakePublisher intake,
      Clock clock,
      MeterRegistry metrics) {
    int queue = (int) config.queue().asLongValue();
    int maxMessage = (int) config.maxMessage().asLongValue();
    door = new SyslogDoor(config, queue, maxMessage, gate, intake, clock, metrics);
  }

  @Produces
  @Singleton
  SyslogDoor door() {
    return door;
  }

  void start(@Observes StartupEvent event) {
    door.open();
  }

  void stop(@Observes ShutdownEvent event) {
    door.close();
  }
}
