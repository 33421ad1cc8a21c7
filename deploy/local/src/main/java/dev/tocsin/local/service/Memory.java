package dev.tocsin.local.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory processes really take. */
public final class Memory {

  private Memory() {}

  /** Resident bytes of one process; 0 when the system does not say. */
  public static long of(ProcessHandle process) {
    var status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.isReadable(status) ? kibibytes(status, "VmRSS:") * 1024 : fromPs(process.pid());
  }

  /**
   * Bytes of a process and its descendants, memory that they share counted once; for PostgreSQL,
   * whose processes map the same buffers.
   */
  public static long ofTree(ProcessHandle root) {
    return own(root) + root.descendants().mapToLong(Memory::own).sum();
  }

  private static long own(ProcessHandle process) {
    var rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    var shared = Files.isReadable(rollup) ? kibibytes(rollup, "Pss:") * 1024 : 0;
    return shared > 0 ? shared : of(process);
  }

  private static long kibibytes(Path file, String label) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static long fromPs(long pid) {
    try {
      var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      try (var output = ps.inputReader(StandardCharsets.UTF_8)) {
        var line = output.readLine();
        return line == null ? 0 : Long.parseLong(line.strip()) * 1024;
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
