package dev.tocsin.prober.runtime;

import dev.tocsin.prober.work.AgentHub;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Ends the agents' streams at once when the process is told to stop. A graceful shutdown waits for
 * open requests before it says anything to beans, and these would stay open for ever.
 */
@ApplicationScoped
public class StreamEnd {
  void start(@Observes StartupEvent event, AgentHub hub) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      Runtime.getRuntime().addShutdownHook(new Thread(hub::endAll, "end-of-streams"));
    }
  }
}
