package dev.tocsin.local;

import dev.tocsin.local.supervise.RunStateStore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a launcher that stays when we leave, and repeats what it says until it is ready. */
final class Background {

  private final Settings settings;
  private final PrintStream out;

  Background(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  int up(CommandLine.Up wish) throws IOException {
    var log = Files.createDirectories(settings.logs()).resolve("launcher.log");
    Files.deleteIfExists(log);
    var builder =
        new ProcessBuilder(command(wish))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put(Launcher.BACKGROUND, "true");
    var launcher = builder.start();
    var states = new RunStateStore(settings.run());
    try (var reader = new RandomAccessFile(log.toFile(), "r")) {
      while (true) {
        var alive = launcher.isAlive();
        var state = states.read();
        var ready = state != null && state.ready() && state.launcher().pid() == launcher.pid();
        // The table follows the state at once; give it the moment it takes to print.
        Thread.sleep(ready ? 1500 : 200);
        repeat(reader);
        if (!alive) {
          return 1;
        }
        if (ready) {
          return 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void repeat(RandomAccessFile reader) throws IOException {
    var bytes = new byte[(int) Math.min(1 << 20, reader.length() - reader.getFilePointer())];
    reader.readFully(bytes);
    out.write(bytes);
    out.flush();
  }

  private static List<String> command(CommandLine.Up wish) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    } else {
      command.add("nohup");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Launcher.class.getName());
    command.add(wish.demo() ? "demo" : "up");
    if (wish.fresh()) {
      command.add("--fresh");
    }
    if (wish.external()) {
      command.add("--external");
    }
    if (!wish.without().isEmpty()) {
      command.add("--without=" + String.join(",", wish.without()));
    }
    return command;
  }
}
