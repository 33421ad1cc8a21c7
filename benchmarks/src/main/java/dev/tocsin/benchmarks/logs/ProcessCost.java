package dev.tocsin.benchmarks.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time and memory of processes, from Linux' process file system. */
final class ProcessCost {

  private static final double TICKS = 100;

  private ProcessCost() {}

  /** CPU seconds of a process and of all its descendants, ended children included. */
  static double cpuSeconds(long pid) throws IOException {
    double sum = own(pid);
    var children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList();
    for (ProcessHandle child : children) {
      sum += own(child.pid());
    }
    return sum;
  }

  /** CPU seconds of one process and its ended children. */
  static double own(long pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] parts = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(parts[11])
              + Long.parseLong(parts[12])
              + Long.parseLong(parts[13])
              + Long.parseLong(parts[14]))
          / TICKS;
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  /** Present and highest resident memory in MiB. */
  static Map<String, Long> memory(long pid) throws IOException {
    var found = new LinkedHashMap<String, Long>();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS") || line.startsWith("VmHWM") || line.startsWith("RssAnon")) {
        found.put(
            line.substring(0, line.indexOf(':')),
            Long.parseLong(line.replaceAll("\\D", "")) / 1024);
      }
    }
    return found;
  }

  /** Bytes of all files below a folder. */
  static long bytesBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
