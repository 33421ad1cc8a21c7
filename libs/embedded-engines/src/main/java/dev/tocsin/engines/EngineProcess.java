package dev.tocsin.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/**
 * Both engines in a JVM of their own, for tests: free ports, throw-away data, no class path
 * quarrels with the code under test.
 *
 * <p>Arguments: the folder for data, removed at the end, and the folder for unpacked programs. When
 * both engines answer, the file {@code ready} in the data folder holds three lines: JDBC address up
 * to the database name, password, Kafka bootstrap address. Ends by SIGTERM.
 */
public final class EngineProcess {

  private static final String PASSWORD = "test";

  private EngineProcess() {}

  public static void main(String[] arguments) throws Exception {
    var data = Path.of(arguments[0]);
    var postgres = startPostgres(data, Path.of(arguments[1]));
    var kafka = startKafka(data);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, kafka, data)));
    var answer = data.resolve("ready.tmp");
    Files.write(
        answer, java.util.List.of(postgres.jdbcUrl(""), PASSWORD, kafka.bootstrapServers()));
    Files.move(answer, data.resolve("ready"), StandardCopyOption.ATOMIC_MOVE);
    new CountDownLatch(1).await();
  }

  private static EmbeddedPostgres18 startPostgres(Path data, Path binaries) {
    return EmbeddedPostgres18.start(
        new EmbeddedPostgres18.Options(
            data.resolve("pg"),
            binaries,
            FreePorts.next(),
            PASSWORD,
            data.resolve("pg.log"),
            false));
  }

  private static EmbeddedKafka startKafka(Path data) {
    return EmbeddedKafka.start(
        new EmbeddedKafka.Options(data.resolve("kafka"), FreePorts.next(), FreePorts.next()));
  }

  /** Throw-away data needs no farewell: the broker is left to end with this JVM. */
  private static void stop(EmbeddedPostgres18 postgres, EmbeddedKafka kafka, Path data) {
    postgres.close();
    try {
      Directories.delete(data);
    } catch (IOException e) {
      System.err.println("left behind in " + data + " for " + kafka.bootstrapServers());
    }
    Runtime.getRuntime().halt(0);
  }
}
