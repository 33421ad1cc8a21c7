package dev.tocsin.prober.runtime;

import dev.tocsin.prober.agent.AgentJob;
import dev.tocsin.prober.agent.AgentSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * One jar, three roles: {@code control} and {@code all} boot Quarkus; {@code agent} runs a small
 * plain Java program that needs no database, no Kafka and no Quarkus.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Starts the role that {@code TOCSIN_PROBER_ROLE} names. */
  public static void main(String... args) throws InterruptedException {
    String role =
        System.getenv().getOrDefault("TOCSIN_PROBER_ROLE", "control").toLowerCase(Locale.ROOT);
    switch (role) {
      case "agent" -> runAgent();
      case "control", "all" -> Quarkus.run(args);
      default -> {
        System.err.println("TOCSIN_PROBER_ROLE must be control, agent or all, not " + role);
        System.exit(2);
      }
    }
  }

  private static void runAgent() throws InterruptedException {
    AgentLogging.set(Boolean.parseBoolean(System.getenv("TOCSIN_LOG_JSON")));
    // Netty would reserve arenas for many cores; an agent moves a few kilobytes at a time.
    System.setProperty("io.netty.allocator.numDirectArenas", "1");
    System.setProperty("io.netty.allocator.numHeapArenas", "1");
    System.setProperty("io.netty.allocator.maxOrder", "3");
    Logger log = Logger.getLogger(Main.class);
    try {
      AgentSettings settings = AgentSettings.from(System.getenv());
      AgentJob agent = new AgentJob(settings, Clock.systemUTC(), RandomGenerator.getDefault());
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    agent.close();
                    ended.countDown();
                  },
                  "agent-shutdown"));
      agent.start();
      ended.await();
    } catch (IllegalArgumentException wrong) {
      log.error(wrong.getMessage());
      System.exit(2);
    } catch (java.util.concurrent.CompletionException failed) {
      log.errorf("the agent cannot start: %s", String.valueOf(failed.getCause()));
      System.exit(1);
    }
  }
}
