package dev.tocsin.local.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM options that make ten processes fit on a laptop. */
public final class JvmFlags {

  /** Environment of every child: the C library keeps a memory pool per core otherwise. */
  public static final String ARENAS = "MALLOC_ARENA_MAX";

  private JvmFlags() {}

  /**
   * Options for a service.
   *
   * @param heapMegabytes most heap it may take
   * @param fullCompiler whether it may use the optimising compiler, which costs memory and start
   *     time and pays only where much data flows
   * @param temporary folder for files that need not survive
   */
  public static List<String> of(int heapMegabytes, boolean fullCompiler, Path temporary) {
    var flags = new ArrayList<String>();
    flags.add("-Xmx" + heapMegabytes + "m");
    flags.addAll(
        List.of(
            "-Xms16m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:ReservedCodeCacheSize=" + (fullCompiler ? 96 : 48) + "m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.io.tmpdir=" + temporary,
            "-Dio.netty.allocator.numHeapArenas=1",
            "-Dio.netty.allocator.numDirectArenas=1",
            "-Dio.netty.allocator.maxOrder=3",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    if (!fullCompiler) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    return List.copyOf(flags);
  }
}
