package dev.tocsin.testkit;

import dev.tocsin.engines.EngineProcess;
import dev.tocsin.engines.KafkaTopics;
import dev.tocsin.engines.PostgresAdmin;
import dev.tocsin.engines.TetheredProcess;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * PostgreSQL 18 and Kafka, started once per test JVM in a process of their own that ends with it.
 *
 * @param jdbcPrefix JDBC address up to the database name
 * @param password password of the user {@code tocsin}
 * @param kafkaBootstrap Kafka's address
 */
public record TestEngines(String jdbcPrefix, String password, String kafkaBootstrap) {

  /** The owner of every database. */
  public static final String USER = "tocsin";

  /** Visible to every class loader of this JVM, unlike a static field. */
  private static final String MARK = "tocsin.testkit.engines";

  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  /** The engines of this JVM, started if this is the first call. */
  public static TestEngines running() {
    synchronized (System.class) {
      var mark = System.getProperty(MARK);
      if (mark == null) {
        mark = start();
        System.setProperty(MARK, mark);
      }
      var parts = mark.split("\n", -1);
      return new TestEngines(parts[0], parts[1], parts[2]);
    }
  }

  /** JDBC address of a new, empty database. */
  public String freshDatabase() {
    var name = "t_" + UUID.randomUUID().toString().replace("-", "");
    PostgresAdmin.createDatabase(jdbcPrefix + "postgres", USER, password, name);
    return jdbcPrefix + name;
  }

  /** Drops what earlier tests of this JVM left in Kafka and makes every topic anew. */
  public void freshTopics() {
    try (var topics = new KafkaTopics(kafkaBootstrap)) {
      topics.deleteAll("tocsin.");
      topics.createMissing(Topics.ALL, 1);
    }
  }

  private static String start() {
    try {
      var data = Files.createTempDirectory("tocsin-test-engines-");
      var log = data.resolve("engines.log");
      var child =
          TetheredProcess.start(
              "TERM",
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx320m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  EngineProcess.class.getName(),
                  data.toString(),
                  binaries().toString()),
              Map.of(),
              ProcessBuilder.Redirect.appendTo(log.toFile()));
      holdOn(child);
      return awaitReady(child, data, log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the test engines", e);
    }
  }

  /** A thread that waits for the child keeps its pipe reachable when our class loader goes. */
  private static void holdOn(TetheredProcess child) {
    Thread.ofPlatform()
        .daemon()
        .name("tocsin-test-engines")
        .start(
            () -> {
              try {
                child.process().waitFor();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static String awaitReady(TetheredProcess child, Path data, Path log) throws IOException {
    var ready = data.resolve("ready");
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(ready)) {
      if (!child.process().isAlive() || System.nanoTime() > deadline) {
        var text = Files.exists(log) ? Files.readString(log) : "";
        child.process().destroy();
        throw new IOException("the test engines did not start:\n" + text);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the test engines were starting", e);
      }
    }
    return String.join("\n", Files.readAllLines(ready));
  }

  /** Unpacked once per account and machine. */
  private static Path binaries() throws IOException {
    var owner = System.getProperty("user.name");
    var folder = Path.of(System.getProperty("java.io.tmpdir"), "tocsin-binaries-" + owner);
    if (!Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    if (!Files.getOwner(folder).getName().equals(owner)) {
      throw new IOException(folder + " belongs to somebody else");
    }
    return folder;
  }
}
