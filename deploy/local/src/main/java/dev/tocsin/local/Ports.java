package dev.tocsin.local;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of one platform by the variable that sets each.
 *
 * @param byVariable port by variable, in the order of the table
 */
public record Ports(Map<String, Integer> byVariable) {

  private static final Map<String, Integer> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("TOCSIN_PORT_CONSOLE", 8080);
    DEFAULTS.put("TOCSIN_PORT_PROBER", 8081);
    DEFAULTS.put("TOCSIN_PORT_LOGS", 8082);
    DEFAULTS.put("TOCSIN_PORT_SLO", 8083);
    DEFAULTS.put("TOCSIN_PORT_EXCEPTIONS", 8084);
    DEFAULTS.put("TOCSIN_PORT_INCIDENT", 8085);
    DEFAULTS.put("TOCSIN_PORT_AGENT_EU_WEST", 8091);
    DEFAULTS.put("TOCSIN_PORT_AGENT_US_EAST", 8092);
    DEFAULTS.put("TOCSIN_PORT_AGENT_AP_SOUTH", 8093);
    DEFAULTS.put("TOCSIN_PORT_POSTGRES", 15432);
    DEFAULTS.put("TOCSIN_PORT_KAFKA", 9092);
    DEFAULTS.put("TOCSIN_PORT_KAFKA_CONTROLLER", 9093);
    DEFAULTS.put("TOCSIN_PORT_SMTP", 2525);
    DEFAULTS.put("TOCSIN_PORT_MAILBOX", 8025);
  }

  public Ports {
    byVariable = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byVariable));
  }

  /** The usual ports, each replaced by what its variable says. */
  public static Ports from(Map<String, String> environment) {
    var ports = new LinkedHashMap<String, Integer>();
    DEFAULTS.forEach(
        (name, usual) -> {
          var given = environment.get(name);
          ports.put(name, given == null || given.isBlank() ? usual : parse(name, given));
        });
    return new Ports(ports);
  }

  /** The port set by {@code TOCSIN_PORT_<name>}. */
  public int of(String name) {
    var port = byVariable.get("TOCSIN_PORT_" + name);
    if (port == null) {
      throw new IllegalArgumentException("no port called " + name);
    }
    return port;
  }

  /** The address of an HTTP server of this machine. */
  public String url(String name) {
    return "http://localhost:" + of(name);
  }

  private static int parse(String name, String text) {
    try {
      var port = Integer.parseInt(text.strip());
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, with the name of the variable.
    }
    throw new UserError(name + " must be a port from 1 to 65535, not \"" + text + "\"");
  }
}
