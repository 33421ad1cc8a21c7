package dev.tocsin.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process for as long as it lives: numbers are used again, a number with a start time is not.
 *
 * @param pid the system's number
 * @param startedAt when it started, as the system tells it
 */
public record ProcessId(long pid, Instant startedAt) {

  /** The system derives start times from a boot time in whole seconds that it may correct. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Identifies a living process. */
  public static ProcessId of(ProcessHandle handle) {
    return new ProcessId(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
  }

  /** For a file: number and start time in one line. */
  public String toText() {
    return pid + " " + startedAt;
  }

  /** From a file. */
  public static ProcessId fromText(String text) {
    var space = text.indexOf(' ');
    return new ProcessId(
        Long.parseLong(text.substring(0, space)), Instant.parse(text.substring(space + 1).strip()));
  }

  /** This very process, unless it has ended. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle handle) {
    var started = handle.info().startInstant().orElse(Instant.EPOCH);
    return isSame(started);
  }

  boolean isSame(Instant started) {
    return Duration.between(started, startedAt).abs().compareTo(TOLERANCE) <= 0;
  }
}
