package dev.tocsin.local.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the process that listens on a port: from {@code /proc} on Linux, by lsof elsewhere. */
public final class PortHolder {

  private static final String LISTENING = "0A";

  private PortHolder() {}

  /** The process that listens on {@code port}, when the system lets us see it. */
  public static Optional<ProcessHandle> of(int port) {
    try {
      return Files.isReadable(Path.of("/proc/net/tcp")) ? fromProc(port) : fromLsof(port);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Such as {@code java (process 4711: java -jar shop.jar)}. */
  public static String describe(int port) {
    return of(port).map(PortHolder::describe).orElse("a process that the system does not show us");
  }

  static String describe(ProcessHandle holder) {
    var line = holder.info().commandLine().orElse("");
    var command = holder.info().command().orElse("a program");
    var name = command.substring(command.lastIndexOf('/') + 1);
    var shown = line.length() > 100 ? line.substring(0, 100) + "…" : line;
    return name + " (process " + holder.pid() + (shown.isEmpty() ? ")" : ": " + shown + ")");
  }

  /** The socket numbers of those lines of {@code /proc/net/tcp} that listen on {@code port}. */
  static Set<String> listeningInodes(List<String> lines, int port) {
    var inodes = new HashSet<String>();
    var suffix = ":%04X".formatted(port);
    for (var line : lines) {
      var columns = line.strip().split("\\s+");
      if (columns.length > 9
          && columns[1].toUpperCase(Locale.ROOT).endsWith(suffix)
          && columns[3].equals(LISTENING)) {
        inodes.add(columns[9]);
      }
    }
    return inodes;
  }

  private static Optional<ProcessHandle> fromProc(int port) throws IOException {
    var inodes = new HashSet<String>();
    for (var table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
      if (Files.isReadable(table)) {
        inodes.addAll(listeningInodes(Files.readAllLines(table), port));
      }
    }
    if (inodes.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        if (holdsAny(process.resolve("fd"), inodes)) {
          return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holdsAny(Path descriptors, Set<String> inodes) {
    try (var each = Files.newDirectoryStream(descriptors)) {
      for (var descriptor : each) {
        var target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")
            && inodes.contains(target.substring(8, target.length() - 1))) {
          return true;
        }
      }
    } catch (IOException e) {
      // Somebody else's process, or one that ended while we looked.
    }
    return false;
  }

  private static Optional<ProcessHandle> fromLsof(int port) throws IOException {
    var lsof =
        new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = lsof.inputReader(StandardCharsets.UTF_8)) {
      return output
          .lines()
          .filter(line -> line.matches("\\d+"))
          .findFirst()
          .map(Long::valueOf)
          .flatMap(ProcessHandle::of);
    }
  }
}
