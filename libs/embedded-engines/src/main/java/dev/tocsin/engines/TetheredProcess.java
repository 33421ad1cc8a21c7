package dev.tocsin.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A child process that cannot outlive us: a tiny shell beside it reads a pipe that we hold, and
 * when the pipe ends because we are gone, however we went, it signals the child to stop.
 *
 * <p>The child gets its own session, so a Ctrl-C in the terminal reaches us only and we decide the
 * order of stopping.
 */
public final class TetheredProcess {

  /** {@code exec} keeps the process id, so the id that Java knows is the child's own. */
  private static final String SCRIPT =
      "exec 3<&0 </dev/null; s=$1; shift; "
          + "(read -r _ <&3 || kill -$s $$ 2>/dev/null) & "
          + "exec 3<&-; exec \"$@\"";

  private final Process process;

  private TetheredProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code command}.
   *
   * @param signal what to send to the child when we are gone, such as {@code TERM} or {@code INT}
   * @param environment added to our own environment
   * @param output file that takes both output streams, appended; {@code null} for a pipe
   */
  public static TetheredProcess start(
      String signal,
      List<String> command,
      Map<String, String> environment,
      ProcessBuilder.Redirect output) {
    var full = new ArrayList<String>(ownSession());
    full.addAll(List.of("/bin/sh", "-c", SCRIPT, "tocsin-child", signal));
    full.addAll(command);
    var builder = new ProcessBuilder(full).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var unused = process.onExit().thenAccept(TetheredProcess::release);
      return new TetheredProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  public Process process() {
    return process;
  }

  /** Sends {@code signal} (such as {@code INT}) to the child. */
  public void signal(String signal) {
    signal(process.pid(), signal);
  }

  /** Sends {@code signal} to the process {@code pid}; a process that is gone is no error. */
  public static void signal(long pid, String signal) {
    try {
      new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run /bin/kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line, not an end of file: the watcher leaves without signalling an id that may be reused. */
  private static void release(Process process) {
    try (var stdin = process.getOutputStream()) {
      stdin.write("\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The watcher is gone already; there is nobody left to release.
    }
  }

  private static List<String> ownSession() {
    for (var setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(setsid))) {
        return List.of(setsid);
      }
    }
    return Files.isExecutable(Path.of("/usr/bin/perl"))
        ? List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--")
        : List.of();
  }
}
