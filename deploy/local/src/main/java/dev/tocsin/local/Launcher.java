package dev.tocsin.local;

import dev.tocsin.engines.EmbeddedPostgres18;
import dev.tocsin.local.supervise.Leftovers;
import dev.tocsin.local.supervise.RunStateStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The program behind the {@code tocsin} script. */
public final class Launcher {

  /** Set in the environment of a launcher that nobody watches. */
  static final String BACKGROUND = "TOCSIN_IN_BACKGROUND";

  private static final Duration DOWN_LIMIT = Duration.ofSeconds(90);

  private final PrintStream out;

  private Launcher(PrintStream out) {
    this.out = out;
  }

  /** Does what the words say; the exit code is 0 only when that worked. */
  public static void main(String[] words) {
    int code;
    try {
      code = new Launcher(System.out).run(CommandLine.parse(List.of(words)));
    } catch (UserError e) {
      System.err.println("tocsin: " + e.getMessage());
      code = 1;
    } catch (IOException e) {
      System.err.println("tocsin: " + e);
      code = 1;
    }
    System.exit(code);
  }

  private int run(CommandLine command) throws IOException {
    return switch (command) {
      case CommandLine.Help help -> help(help);
      case CommandLine.Up up -> up(up);
      case CommandLine.Down down -> down(down);
      case CommandLine.Status status -> status(status);
    };
  }

  private int up(CommandLine.Up wish) throws IOException {
    var settings = Settings.from(System.getenv(), wish.external());
    var states = new RunStateStore(settings.run());
    if (wish.background()) {
      return states.isRunning()
          ? alreadyRunning(wish, states)
          : new Background(settings, out).up(wish);
    }
    var lock = states.lock();
    if (lock == null) {
      return alreadyRunning(wish, states);
    }
    return upInForeground(settings, wish, states, lock);
  }

  private int upInForeground(
      Settings settings, CommandLine.Up wish, RunStateStore states, FileLock lock)
      throws IOException {
    var progress = new Progress(out);
    KafkaLog.into(settings.logs());
    var platform = new Platform(settings, wish, progress, states, Clock.systemUTC());
    var left = new CountDownLatch(1);
    var hook = new Thread(() -> stopInOrder(platform, left, progress), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      platform.start();
      platform.tend();
    } catch (RuntimeException e) {
      removeHook(hook);
      progress.plain("");
      platform.stop();
      release(lock);
      throw e instanceof UserError ? e : failure(e, settings);
    } finally {
      left.countDown();
    }
    // Told to stop: the hook does it and ends this process.
    join(hook);
    return 0;
  }

  private static void stopInOrder(Platform platform, CountDownLatch left, Progress progress) {
    progress.plain("");
    progress.step("stopping");
    platform.requestStop();
    try {
      if (!left.await(90, TimeUnit.SECONDS)) {
        progress.step("the start does not end; stopping all the same");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    platform.stop();
    progress.step("stopped; nothing is left running");
    Runtime.getRuntime().halt(0);
  }

  private int alreadyRunning(CommandLine.Up wish, RunStateStore states) throws IOException {
    if (wish.fresh()) {
      throw new UserError("Tocsin is running; stop it with ./tocsin down before --fresh");
    }
    out.println("Tocsin is running already.");
    return status(new CommandLine.Status(), states);
  }

  private int status(CommandLine.Status command) throws IOException {
    return status(command, new RunStateStore(Settings.from(System.getenv(), false).run()));
  }

  private int status(CommandLine.Status ignored, RunStateStore states) throws IOException {
    var state = states.isRunning() ? states.read() : null;
    if (state == null) {
      out.println("Tocsin is not running.");
      return 3;
    }
    var table = StatusTable.of(state);
    out.print(table);
    return state.ready() && table.allReady() ? 0 : 1;
  }

  private int down(CommandLine.Down ignored) throws IOException {
    var settings = Settings.from(System.getenv(), false);
    var states = new RunStateStore(settings.run());
    var progress = new Progress(out);
    var running = states.isRunning();
    var holder = states.holder();
    if (running && holder != null) {
      progress.step("stopping");
      holder.find().ifPresent(launcher -> end(launcher, progress));
    }
    var state = states.read();
    if (state != null) {
      Leftovers.of(state).stop(Duration.ofSeconds(30), progress::step);
      states.clear();
    }
    EmbeddedPostgres18.stopLeftover(settings.data().resolve("postgres"));
    if (running) {
      progress.step("stopped; nothing is left running");
    } else {
      out.println("Tocsin is not running.");
    }
    return 0;
  }

  private static void end(ProcessHandle launcher, Progress progress) {
    launcher.destroy();
    try {
      launcher.onExit().get(DOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      progress.step("it does not stop; ending it");
      launcher.destroyForcibly();
      launcher.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int help(CommandLine.Help ignored) throws IOException {
    try (var text = Launcher.class.getResourceAsStream("/help.txt")) {
      if (text != null) {
        text.transferTo(out);
      }
    }
    return 0;
  }

  private static UserError failure(RuntimeException e, Settings settings) {
    var reasons = new StringBuilder();
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      reasons.append(reasons.isEmpty() ? "" : ": ").append(cause.getMessage());
    }
    return new UserError("cannot start: " + reasons + " (logs: " + settings.logs() + ")");
  }

  /** When the virtual machine is ending already the hook does the work, and ends us too. */
  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      join(hook);
    }
  }

  private static void release(FileLock lock) throws IOException {
    lock.acquiredBy().close();
  }

  private static void join(Thread hook) {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
