package dev.tocsin.incident.paging;

import dev.tocsin.incident.oncall.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What follows an attempt that failed or whose outcome is unknown: the same channel again after a
 * back-off, and at once every other channel that was not tried yet. Never nothing.
 */
public final class Succession {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Succession() {}

  /**
   * A planned attempt.
   *
   * @param channel which way
   * @param attempt 1 for the first on this channel
   * @param delay how long to wait
   */
  public record Next(Channel channel, int attempt, Duration delay) {}

  /**
   * The successors.
   *
   * @param failed the channel that failed
   * @param attempt which attempt on that channel it was, from 1
   * @param used channels that already have an attempt for this page
   * @param spread any number; moves the retry by up to a fifth so that retries do not march in step
   */
  public static List<Next> after(
      Channel failed, int attempt, Set<Channel> used, Person person, long spread) {
    var next = new ArrayList<Next>();
    for (Channel other : Channel.values()) {
      if (other != failed && !used.contains(other) && other.reaches(person)) {
        next.add(new Next(other, 1, Duration.ZERO));
      }
    }
    next.add(new Next(failed, attempt + 1, backOff(attempt, spread)));
    return next;
  }

  private static Duration backOff(int attempt, long spread) {
    long base = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, 10));
    return Duration.ofMillis(base + Math.floorMod(spread, Math.max(1, base / 5)));
  }
}
