package dev.tocsin.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Deals with the {@code postmaster.pid} that a killed server, or one that still runs, left. */
final class StalePostmaster {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private StalePostmaster() {}

  /**
   * Stops the server that still runs on {@code dataDir}, or removes the file when the process it
   * names is gone or is another program that got the same number.
   */
  static void clear(Path dataDir) throws IOException {
    var file = dataDir.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    var lines = Files.readAllLines(file);
    var pid = lines.isEmpty() ? -1 : parse(lines.getFirst());
    var process = pid > 0 ? ProcessHandle.of(pid) : java.util.Optional.<ProcessHandle>empty();
    if (process.isPresent() && isPostgres(process.get())) {
      stop(process.get());
    }
    Files.deleteIfExists(file);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process.info().command().map(name -> name.endsWith("/postgres")).orElse(false);
  }

  private static void stop(ProcessHandle process) throws IOException {
    for (var signal : new String[] {"INT", "QUIT", "KILL"}) {
      TetheredProcess.signal(process.pid(), signal);
      try {
        process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return;
      } catch (TimeoutException | ExecutionException e) {
        // The next signal is stronger.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while stopping an older PostgreSQL", e);
      }
    }
    throw new IOException("PostgreSQL with process id " + process.pid() + " does not stop");
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
