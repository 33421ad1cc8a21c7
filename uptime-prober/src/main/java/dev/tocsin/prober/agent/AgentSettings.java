package dev.tocsin.prober.agent;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How an agent runs.
 *
 * @param controlUrl where work comes from and results go to
 * @param regionKey raw key; the region is that of the key
 * @param name the agent's name inside its region
 * @param httpHost address of its own health and metrics door
 * @param httpPort port of that door; negative for none
 * @param allowPrivate whether loopback and private addresses may be probed
 */
public record AgentSettings(
    URI controlUrl,
    String regionKey,
    String name,
    String httpHost,
    int httpPort,
    boolean allowPrivate) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming every variable that is missing or wrong
   */
  public static AgentSettings from(Map<String, String> environment) {
    List<String> errors = new ArrayList<>();
    String control = environment.getOrDefault("TOCSIN_CONTROL_URL", "http://localhost:8081");
    if (!control.startsWith("http://") && !control.startsWith("https://")) {
      errors.add("TOCSIN_CONTROL_URL must be an http or https address");
    }
    String key = environment.getOrDefault("TOCSIN_REGION_KEY", "");
    if (key.isBlank()) {
      errors.add("TOCSIN_REGION_KEY must hold the key of a region");
    }
    String name = environment.getOrDefault("TOCSIN_AGENT_NAME", "agent");
    if (!NAME.matcher(name).matches()) {
      errors.add("TOCSIN_AGENT_NAME must be letters, digits, dots, hyphens, underscores, up to 64");
    }
    String port = environment.getOrDefault("TOCSIN_HTTP_PORT", "8081");
    if (!port.matches("[0-9]{1,5}")) {
      errors.add("TOCSIN_HTTP_PORT must be a number");
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", errors));
    }
    return new AgentSettings(
        URI.create(control.replaceAll("/+$", "")),
        key.strip(),
        name,
        environment.getOrDefault("TOCSIN_HTTP_HOST", "127.0.0.1"),
        Integer.parseInt(port),
        Boolean.parseBoolean(environment.getOrDefault("TOCSIN_PROBE_ALLOW_PRIVATE", "false")));
  }
}
