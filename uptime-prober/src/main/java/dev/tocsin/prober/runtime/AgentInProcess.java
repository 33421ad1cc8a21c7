package dev.tocsin.prober.runtime;

import dev.tocsin.prober.agent.AgentJob;
import dev.tocsin.prober.agent.AgentSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Role {@code all}: an agent beside control, which it uses over HTTP like any other agent. */
@ApplicationScoped
public class AgentInProcess {
  private final String role;
  private final int port;
  private @Nullable AgentJob agent;

  AgentInProcess(
      @ConfigProperty(name = "tocsin.prober.role") String role,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.role = role;
    this.port = port;
  }

  void start(@Observes StartupEvent event) {
    if (!role.equalsIgnoreCase("all")) {
      return;
    }
    AgentSettings given = AgentSettings.from(System.getenv());
    AgentSettings beside =
        new AgentSettings(
            URI.create("http://localhost:" + port),
            given.regionKey(),
            given.name(),
            given.httpHost(),
            -1,
            given.allowPrivate());
    agent = new AgentJob(beside, Clock.systemUTC(), RandomGenerator.getDefault());
    agent.start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (agent != null) {
      agent.close();
    }
  }
}
