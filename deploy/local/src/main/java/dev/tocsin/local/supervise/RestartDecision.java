package dev.tocsin.local.supervise;

import java.time.Duration;
import java.time.Instant;

/**
 * When to start a child again that ended by itself.
 *
 * @param at the moment to start it
 * @param attempt how many times in a row it ended early, this time included
 * @param reason for people
 */
public record RestartDecision(Instant at, int attempt, String reason) {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A child that lived this long has recovered: the next end counts as the first. */
  private static final Duration RECOVERED = Duration.ofMinutes(1);

  /**
   * Waits one second after the first end and twice as long after each early end that follows, at
   * most 30 s.
   *
   * @param attempt how many times in a row it ended early before
   * @param startedAt when this run began
   * @param exitCode what it ended with
   */
  public static RestartDecision afterExit(
      String name, int attempt, Instant startedAt, int exitCode, Instant now) {
    var lived = Duration.between(startedAt, now);
    var next = lived.compareTo(RECOVERED) >= 0 ? 1 : attempt + 1;
    var doublings = Math.min(next - 1, 10);
    var wait = FIRST.multipliedBy(1L << doublings);
    if (wait.compareTo(LONGEST) > 0) {
      wait = LONGEST;
    }
    return new RestartDecision(
        now.plus(wait),
        next,
        "%s ended %s after %d s; starting it again in %d s"
            .formatted(name, cause(exitCode), lived.toSeconds(), wait.toSeconds()));
  }

  private static String cause(int exitCode) {
    return switch (exitCode) {
      case 137 -> "by SIGKILL";
      case 143 -> "by SIGTERM";
      default -> "with code " + exitCode;
    };
  }
}
