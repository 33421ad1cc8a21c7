package dev.tocsin.local.supervise;

import dev.tocsin.engines.TetheredProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One child process that is meant to run until told otherwise. */
public final class Child {

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final Clock clock;

  private @Nullable TetheredProcess process;
  private Instant startedAt = Instant.EPOCH;
  private int attempt;
  private @Nullable RestartDecision pending;
  private boolean wanted;

  public Child(
      String name, List<String> command, Map<String, String> environment, Path log, Clock clock) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.clock = clock;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  /** Whether it was started and nobody has stopped it since. */
  public synchronized boolean isWanted() {
    return wanted;
  }

  /** Starts it and keeps it wanted. */
  public synchronized void start() {
    wanted = true;
    launch();
  }

  /**
   * Looks after it: notices that it ended and starts it again when it is time.
   *
   * @param say told when something happened that people should know
   * @return whether the process changed
   */
  public synchronized boolean tend(Consumer<String> say) {
    if (!wanted || isAlive()) {
      return false;
    }
    var now = clock.instant();
    if (pending == null) {
      var exit = process == null ? -1 : process.process().exitValue();
      pending = RestartDecision.afterExit(name, attempt, startedAt, exit, now);
      attempt = pending.attempt();
      say.accept(pending.reason() + " (log: " + log + ")");
      return true;
    }
    if (now.isBefore(pending.at())) {
      return false;
    }
    launch();
    return true;
  }

  /** Its process; null when there is none right now. */
  public synchronized @Nullable ProcessId processId() {
    return process != null && process.process().isAlive()
        ? ProcessId.of(process.process().toHandle())
        : null;
  }

  public synchronized boolean isAlive() {
    return process != null && process.process().isAlive();
  }

  /** Asks it to stop and no longer wants it; returns at once. */
  public synchronized void stop() {
    wanted = false;
    if (process != null) {
      process.process().destroy();
    }
  }

  /** Waits until it has ended; false when it still lives after {@code patience}. */
  public boolean awaitEnd(Duration patience) {
    @Nullable TetheredProcess current;
    synchronized (this) {
      current = process;
    }
    try {
      return current == null
          || current.process().waitFor(Math.max(1, patience.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it at once. */
  public synchronized void kill() {
    wanted = false;
    if (process != null) {
      process.process().destroyForcibly();
    }
  }

  private void launch() {
    pending = null;
    startedAt = clock.instant();
    process =
        TetheredProcess.start(
            "TERM", command, environment, ProcessBuilder.Redirect.appendTo(log.toFile()));
  }
}
