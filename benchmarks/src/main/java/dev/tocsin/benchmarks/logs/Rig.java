package dev.tocsin.benchmarks.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.engines.EngineProcess;
import dev.tocsin.engines.FreePorts;
import dev.tocsin.engines.KafkaTopics;
import dev.tocsin.engines.PostgresAdmin;
import dev.tocsin.engines.TetheredProcess;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL, Kafka and one log-ingest, each a process of its own, on a folder that can be kept.
 */
final class Rig implements AutoCloseable {

  static final String INGEST = "tk_ing_benchmark";
  static final String WARM_UP = "tk_ing_warmup";
  static final String API = "tk_api_benchmark";

  private final TetheredProcess engines;
  private final TetheredProcess service;
  private final Path folder;
  private final int port;

  private Rig(TetheredProcess engines, TetheredProcess service, Path folder, int port) {
    this.engines = engines;
    this.service = service;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param jar the service's {@code quarkus-run.jar}
   * @param flags JVM flags of the service
   */
  static Rig start(Path folder, Path jar, List<String> flags) throws Exception {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve("ready"));
    var engines =
        TetheredProcess.start(
            "TERM",
            List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName(),
                folder.toString(),
                folder.resolve("binaries").toString()),
            Map.of(),
            ProcessBuilder.Redirect.appendTo(folder.resolve("engines.log").toFile()));
    Path ready = folder.resolve("ready");
    await("engines", Duration.ofSeconds(90), () -> Files.exists(ready));
    List<String> at = Files.readAllLines(ready);
    String database = at.get(0) + "log_ingest";
    PostgresAdmin.createDatabase(at.get(0) + "postgres", "tocsin", at.get(1), "log_ingest");
    try (var topics = new KafkaTopics(at.get(2))) {
      topics.createMissing(Topics.ALL, 1);
    }
    int port = FreePorts.next();
    var command = new ArrayList<String>();
    command.add(java());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString()));
    var service =
        TetheredProcess.start(
            "TERM",
            command,
            Map.of(
                "TOCSIN_HTTP_PORT", Integer.toString(port),
                "TOCSIN_DB_URL", database,
                "TOCSIN_DB_PASSWORD", at.get(1),
                "TOCSIN_KAFKA_BOOTSTRAP", at.get(2),
                "TOCSIN_LOGS_DIR", folder.resolve("logs").toString(),
                "TOCSIN_LOGS_RETENTION", "3650d",
                "TOCSIN_LOGS_BYTES_PER_SECOND", "2G",
                "TOCSIN_LOGS_WRITERS", System.getProperty("writers", "2"),
                "TOCSIN_LOGS_DUCKDB_MEMORY", System.getProperty("duckdb.memory", "512MB"),
                "TOCSIN_ACCESS_KEYS",
                    "load:ingest:ingest:1::"
                        + sha256(INGEST)
                        + ",warm:ingest:ingest:2::"
                        + sha256(WARM_UP)
                        + ",ask:api:admin:::"
                        + sha256(API)),
            ProcessBuilder.Redirect.appendTo(folder.resolve("log-ingest.log").toFile()));
    var rig = new Rig(engines, service, folder, port);
    try {
      await("log-ingest", Duration.ofSeconds(90), rig::isReady);
    } catch (IllegalStateException e) {
      rig.close();
      throw e;
    }
    return rig;
  }

  int port() {
    return port;
  }

  long servicePid() {
    return service.process().pid();
  }

  /** CPU seconds so far: the service; Kafka; PostgreSQL. */
  double[] cpu() throws IOException {
    double all = ProcessCost.cpuSeconds(engines.process().pid());
    double postgres = 0;
    for (ProcessHandle child : engines.process().toHandle().children().toList()) {
      postgres += ProcessCost.cpuSeconds(child.pid());
    }
    return new double[] {ProcessCost.cpuSeconds(servicePid()), all - postgres, postgres};
  }

  Path segments() {
    return folder.resolve("logs").resolve("segments");
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!service.process().isAlive()) {
      throw new IllegalStateException("log-ingest ended; see " + folder.resolve("log-ingest.log"));
    }
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (java.net.ConnectException notYet) {
      return false;
    }
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(String what, Duration limit, Condition condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + " was not ready within " + limit);
      }
      Thread.sleep(50);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Override
  public void close() throws InterruptedException {
    for (TetheredProcess one : List.of(service, engines)) {
      one.process().destroy();
      if (!one.process().waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
        one.process().destroyForcibly();
      }
    }
  }
}
