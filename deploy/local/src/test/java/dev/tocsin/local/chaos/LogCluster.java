package dev.tocsin.local.chaos;

import static org.awaitility.Awaitility.await;

import dev.tocsin.engines.EmbeddedPostgres18;
import dev.tocsin.engines.FreePorts;
import dev.tocsin.engines.KafkaTopics;
import dev.tocsin.engines.TetheredProcess;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PostgreSQL, Kafka, one log-ingest that only takes in and two that also write: five processes on
 * one data folder. Each can be killed and comes back on its old address.
 */
final class LogCluster implements AutoCloseable {

  static final String INGEST_KEY = "tk_ing_chaos";
  static final String API_KEY = "tk_api_chaos";
  static final List<String> VICTIMS =
      List.of("intake", "writer-1", "writer-2", "kafka", "postgres");

  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Path folder;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, TetheredProcess> processes = new LinkedHashMap<>();
  private EmbeddedPostgres18 postgres;

  LogCluster(Path folder) {
    this.folder = folder;
    for (var name : VICTIMS) {
      ports.put(name, FreePorts.next());
    }
    ports.put("controller", FreePorts.next());
    this.postgres = startPostgres();
    postgres.createDatabase("log_ingest");
    start("kafka");
    await()
        .atMost(START_LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (var topics = new KafkaTopics("127.0.0.1:" + port("kafka"))) {
                topics.createMissing(Topics.ALL, 1);
              }
            });
    for (var service : List.of("intake", "writer-1", "writer-2")) {
      start(service);
      awaitReady(service);
    }
  }

  /** Addresses that take logs, whichever is alive. */
  List<URI> doors() {
    return List.of(door("intake"), door("writer-1"), door("writer-2"));
  }

  URI door(String service) {
    return URI.create("http://127.0.0.1:" + port(service));
  }

  /** Ends a process without any farewell. */
  void kill(String name) throws InterruptedException {
    if (name.equals("postgres")) {
      TetheredProcess.signal(postgres.pid(), "KILL");
      while (postgres.isAlive()) {
        Thread.sleep(5);
      }
      return;
    }
    var process = Objects.requireNonNull(processes.get(name), name).process();
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts a killed process again. */
  void revive(String name) {
    if (name.equals("postgres")) {
      postgres = startPostgres();
    } else {
      start(name);
    }
  }

  /** Returns when a log-ingest process says that it can do its work. */
  void awaitReady(String service) {
    await(service)
        .atMost(START_LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              var connection =
                  (HttpURLConnection)
                      door(service).resolve("/q/health/ready").toURL().openConnection();
              connection.setConnectTimeout(1000);
              connection.setReadTimeout(5000);
              return connection.getResponseCode() == 200;
            });
  }

  private int port(String name) {
    return Objects.requireNonNull(ports.get(name), name);
  }

  private EmbeddedPostgres18 startPostgres() {
    return EmbeddedPostgres18.start(
        new EmbeddedPostgres18.Options(
            folder.resolve("postgres"),
            folder.resolve("binaries"),
            port("postgres"),
            "chaos",
            folder.resolve("postgres.log"),
            true));
  }

  private void start(String name) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    if (name.equals("kafka")) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(KafkaProcess.class.getName());
      command.add(folder.resolve("kafka").toString());
      command.add(Integer.toString(port("kafka")));
      command.add(Integer.toString(port("controller")));
    } else {
      // Merging all the time: a kill shall find it at work, too.
      command.add("-Dtocsin.retention.merge-every=2s");
      command.add("-Dtocsin.retention.merge-after=1s");
      command.add("--enable-native-access=ALL-UNNAMED");
      command.addAll(List.of("-jar", serviceJar().toString()));
    }
    processes.put(
        name,
        TetheredProcess.start(
            "KILL",
            command,
            name.equals("kafka") ? Map.of() : environment(name),
            ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile())));
  }

  private Map<String, String> environment(String service) {
    return Map.ofEntries(
        Map.entry("TOCSIN_HTTP_PORT", Integer.toString(port(service))),
        Map.entry("TOCSIN_INSTANCE", service),
        Map.entry("TOCSIN_LOGS_WRITERS", service.equals("intake") ? "0" : "1"),
        Map.entry("TOCSIN_LOGS_DIR", folder.resolve("logs").toString()),
        Map.entry("TOCSIN_DB_URL", postgres.jdbcUrl("log_ingest")),
        Map.entry("TOCSIN_DB_PASSWORD", "chaos"),
        Map.entry("TOCSIN_KAFKA_BOOTSTRAP", "127.0.0.1:" + port("kafka")),
        Map.entry(
            "TOCSIN_ACCESS_KEYS",
            "load:ingest:ingest:1::" + sha256(INGEST_KEY) + ",ask:api:admin:::" + sha256(API_KEY)));
  }

  private static Path serviceJar() {
    var jar = Path.of("../../log-ingest/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new IllegalStateException("log-ingest is not built: " + jar);
    }
    return jar.normalize();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (var process : processes.values()) {
      process.process().destroyForcibly();
    }
    postgres.close();
  }
}
