package dev.tocsin.prober;

import dev.tocsin.prober.agent.AgentJob;
import dev.tocsin.prober.agent.AgentSettings;
import dev.tocsin.testkit.TestKeys;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Three real agents in this process, one per region, that speak to control over HTTP. */
public final class TestAgents implements AutoCloseable {
  public static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
  private static final Map<String, String> KEYS =
      Map.of(
          "eu-west", TestKeys.REGION_EU_WEST,
          "us-east", TestKeys.REGION_US_EAST,
          "ap-south", TestKeys.REGION_AP_SOUTH);

  private final List<AgentJob> agents;

  public TestAgents() {
    agents = REGIONS.stream().map(TestAgents::agent).toList();
    agents.forEach(AgentJob::start);
  }

  private static AgentJob agent(String region) {
    return new AgentJob(
        new AgentSettings(
            URI.create("http://127.0.0.1:" + RestAssured.port),
            KEYS.getOrDefault(region, ""),
            "test-" + region,
            "127.0.0.1",
            -1,
            true),
        Clock.systemUTC(),
        RandomGenerator.getDefault());
  }

  @Override
  public void close() {
    agents.forEach(AgentJob::close);
  }
}
