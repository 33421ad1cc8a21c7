package dev.tocsin.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that tells one local platform from another.
 *
 * @param root the repository, where the built services lie
 * @param home the folder for data, logs and credentials
 * @param ports who listens where
 * @param external the engines to use instead of embedded ones; null for embedded
 * @param smtpHost mail server to send through; null for the built-in mailbox
 * @param consoleUrl where people reach the console, for links
 * @param incidentPublicUrl where people reach incident-service, for links in mails
 */
public record Settings(
    Path root,
    Path home,
    Ports ports,
    @Nullable ExternalEngines external,
    @Nullable String smtpHost,
    String consoleUrl,
    String incidentPublicUrl) {

  /**
   * PostgreSQL and Kafka run by somebody else.
   *
   * @param jdbcPrefix JDBC address up to the database name, ending in a slash
   */
  public record ExternalEngines(
      String jdbcPrefix, String user, String password, String kafkaBootstrap) {}

  /** Reads the environment. */
  public static Settings from(Map<String, String> environment, boolean external) {
    var root = Path.of(environment.getOrDefault("TOCSIN_ROOT", "")).toAbsolutePath().normalize();
    var home = root.resolve(environment.getOrDefault("TOCSIN_HOME", ".tocsin")).normalize();
    var ports = Ports.from(environment);
    return new Settings(
        root,
        home,
        ports,
        external ? externalEngines(environment) : null,
        blankToNull(environment.get("TOCSIN_SMTP_HOST")),
        environment.getOrDefault("TOCSIN_CONSOLE_URL", ports.url("CONSOLE")),
        environment.getOrDefault("TOCSIN_INCIDENT_PUBLIC_URL", ports.url("INCIDENT")));
  }

  /** Where the parts of a running platform write what they say. */
  public Path logs() {
    return home.resolve("logs");
  }

  /** Where the lock and the state of a running platform are. */
  public Path run() {
    return home.resolve("run");
  }

  /** What must not be lost. */
  public Path data() {
    return home.resolve("data");
  }

  /** What may be lost; emptied at each start. */
  public Path temporary() {
    return home.resolve("tmp");
  }

  public Path credentials() {
    return home.resolve("credentials.env");
  }

  private static ExternalEngines externalEngines(Map<String, String> environment) {
    var url = required(environment, "TOCSIN_DB_URL");
    if (!url.startsWith("jdbc:postgresql://") || url.indexOf('/', 18) < 0) {
      throw new UserError(
          "TOCSIN_DB_URL must look like jdbc:postgresql://host:5432/postgres; each service gets its"
              + " own database on that server");
    }
    return new ExternalEngines(
        url.substring(0, url.indexOf('/', 18) + 1),
        required(environment, "TOCSIN_DB_USER"),
        Objects.requireNonNullElse(environment.get("TOCSIN_DB_PASSWORD"), ""),
        required(environment, "TOCSIN_KAFKA_BOOTSTRAP"));
  }

  private static String required(Map<String, String> environment, String name) {
    var value = blankToNull(environment.get(name));
    if (value == null) {
      throw new UserError("--external needs " + name + " in the environment");
    }
    return value;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
